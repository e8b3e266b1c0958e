import Model

/// What systems are to boot from.
extension MonitorCore {
  mutating func define(boot configuration: BootConfiguration) {
    let before = boots[configuration.system]?.sources ?? []
    boots[configuration.system, default: BootTrack(configuration)].redefine(configuration)
    let devices = Set(configuration.devices)
    for source in before where !devices.contains(source.device) { output.remove(ObjectID(.bootSource, source.id)) }
    touchBoot(of: configuration.system)
  }

  mutating func forgetBoot(of system: String) {
    guard let track = boots.removeValue(forKey: system) else { return }
    for source in track.sources { output.remove(ObjectID(.bootSource, source.id)) }
    output.remove(ObjectID(.boot, system))
  }

  mutating func take(
    _ status: BootStatus, of system: String, from source: String, at sampledAt: Instant, interval: Duration
  ) {
    let isChanging = requests.isUnderWay(.boot(system: system))
    let isNews = boots[system]?.take(status, from: source, at: sampledAt, interval: interval, isChanging: isChanging)
    if isNews == true { touchBoot(of: system) }
  }

  private mutating func touchBoot(of system: String) {
    output.touch(ObjectID(.boot, system))
    for source in boots[system]?.sources ?? [] { output.publish(.bootSource(source)) }
  }

  func refusal(ofOrder order: [BootDevice], on system: String) -> CommandOutcome? {
    guard let track = boots[system] else { return systems[system] == nil ? .unknownSystem : .unsupported }
    guard Set(order).count == order.count else { return .refused("A device can be in the boot order only once.") }
    guard order.allSatisfy(track.current.devices.contains) else {
      let devices = track.current.devices.map(\.rawValue).joined(separator: ", ")
      return .refused("The system \(system) can be told to boot only from: \(devices).")
    }
    return nil
  }

  func refusal(ofRole role: BootRole, on system: String) -> CommandOutcome? {
    guard let track = boots[system] else { return systems[system] == nil ? .unknownSystem : .unsupported }
    guard role == .notNext || !track.current.order.isEmpty else {
      return .refused("There is nothing in the boot order of the system \(system): set the order first.")
    }
    return nil
  }

  /// An order that counts for the next boot, or for all, is told to the hardware before it is one.
  mutating func setBootOrder(_ order: [BootDevice], of system: String, _ admission: Admission, at now: Moment) {
    let role = boots[system]?.current.role
    guard role == .next || role == .nextOnce else { return arranged(order, of: system, admission, at: now) }
    tellBoot(order.first, of: system, once: role == .nextOnce, admission, at: now)
  }

  mutating func setBootRole(_ role: BootRole, of system: String, _ admission: Admission, at now: Moment) {
    let first = boots[system]?.current.order.first
    tellBoot(role == .notNext ? nil : first, of: system, once: role == .nextOnce, admission, at: now)
  }

  mutating func arranged(_ order: [BootDevice], of system: String, _ admission: Admission, at now: Moment) {
    boots[system]?.set(order: order)
    touchBoot(of: system)
    answer(admission, .accepted, now)
  }

  private mutating func tellBoot(
    _ device: BootDevice?, of system: String, once: Bool, _ admission: Admission, at now: Moment
  ) {
    ask(boots[system]?.source, to: .setBoot(system: system, device, once: once), admission, at: now)
  }

  /// `order network,disk; next-once network`
  func bootInWords(_ system: String) -> String {
    guard let boot = boots[system]?.current else { return "none" }
    let order = boot.order.isEmpty ? "none" : boot.order.map(\.rawValue).joined(separator: ",")
    let role = boot.role?.rawValue ?? "unknown"
    return "order \(order); \(role)" + ((boot.once ?? boot.persistent).map { " \($0.rawValue)" } ?? "")
  }
}
