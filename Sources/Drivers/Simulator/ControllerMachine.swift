import Model

/// The controller of one simulated chassis: its log, what it was told about booting, its light.
struct ControllerMachine {
  private let system: String
  private let plan: SimulatedController
  private var boot = BootStatus()
  private var isLit = false
  private var cause: RestartCause?
  private var entries: [LogEntry] = []
  private var lastRecord: UInt32 = 0
  private var isOverflown = false
  private var sensors: [String: SensorEvents] = [:]

  init(_ chassis: SimulatedChassis, wall: WallTime) {
    system = chassis.system
    plan = chassis.controller
    write(.information, "The controller of \(system) has started.", at: wall)
  }

  /// What it knows of its chassis that is not a reading.
  var contents: [Content] {
    guard !plan.bootDevices.isEmpty else { return [] }
    return [.boot(BootConfiguration(system: system, name: "Boot configuration", devices: plan.bootDevices))]
  }

  // MARK: What happens

  /// Told once only, the choice of what to boot from is used up now.
  mutating func started(because cause: RestartCause, at wall: WallTime) {
    self.cause = cause
    let device = boot.once ?? boot.persistent
    boot.once = nil
    let from = device.map { " from \($0.rawValue)" } ?? ""
    let event = cause == .resetButton ? "was reset and starts" : "starts"
    write(.information, "\(system) \(event)\(from).", at: wall)
  }

  mutating func stopped(at wall: WallTime) { write(.information, "\(system) is off.", at: wall) }

  mutating func sampled(_ sample: SensorSample, _ watch: SensorWatch, at wall: WallTime) {
    guard plan.log != nil else { return }
    for event in sensors[sample.sensor, default: SensorEvents()].take(sample, watch) {
      write(event.severity, event.message, sensor: sample.sensor, at: wall)
    }
  }

  // MARK: What is asked of it

  mutating func clearLog() -> ActionResult {
    guard plan.log != nil else { return .refused("This simulated chassis keeps no log.") }
    entries = []
    isOverflown = false
    return .done
  }

  mutating func setBoot(_ device: BootDevice?, once: Bool) -> ActionResult {
    guard device.map(plan.bootDevices.contains) ?? !plan.bootDevices.isEmpty else {
      return .refused("This simulated chassis cannot be told to boot from that.")
    }
    boot = once ? BootStatus(once: device) : BootStatus(persistent: device)
    return .done
  }

  mutating func identify(_ isOn: Bool) -> ActionResult {
    guard plan.hasLight else { return .refused("This simulated chassis has no light.") }
    isLit = isOn
    return .done
  }

  // MARK: What it reports

  func reports(at now: Instant, interval: Duration) -> [HardwareReport] {
    var reports: [HardwareReport] = []
    if let log = plan.log { reports.append(.log(recordLog(log), entries, at: now, interval: interval)) }
    if !plan.bootDevices.isEmpty { reports.append(.boot(system: system, boot, at: now, interval: interval)) }
    if plan.hasLight || plan.restorePolicy != nil || cause != nil {
      let light: IdentifyState? = plan.hasLight ? (isLit ? .on : .off) : nil
      reports.append(
        .chassis(
          system: system,
          ChassisStatus(identify: light, restartCause: cause, restorePolicy: plan.restorePolicy)))
    }
    return reports
  }

  static func log(of system: String) -> String { "\(system)-log" }

  private func recordLog(_ plan: SimulatedController.Log) -> RecordLog {
    var log = RecordLog(id: Self.log(of: system), name: "Event log of \(system)", system: system)
    log.capacity = UInt32(plan.capacity)
    log.count = UInt32(entries.count)
    log.overwrite = plan.overwrite
    log.isOverflown = isOverflown
    log.state = .normal
    log.quality = .good
    return log
  }

  private mutating func write(_ severity: Severity, _ message: String, sensor: String? = nil, at wall: WallTime) {
    guard let log = plan.log else { return }
    if entries.count >= log.capacity {
      guard log.overwrite == .wraps else {
        isOverflown = true
        return
      }
      entries.removeFirst(entries.count - log.capacity + 1)
    }
    lastRecord &+= 1
    entries.append(
      LogEntry(
        log: Self.log(of: system), record: lastRecord, system: system, time: wall, severity: severity,
        message: message, sensor: sensor))
  }
}
