import Drivers
import Model
import Testing

@Suite("The controller of a simulated chassis")
struct ControllerTests {
  private static func plan(
    capacity: Int = 8, overwrite: LogOverwrite = .never, sensors: [SimulatedSensor] = []
  ) -> SimulationPlan {
    var plan = SimulationPlan.oneChassis(sensors: sensors)
    plan.chassis[0].controller.bootDevices = [.network, .disk]
    plan.chassis[0].controller.hasLight = true
    plan.chassis[0].controller.restorePolicy = .alwaysOff
    plan.chassis[0].controller.log = .init(capacity: capacity, overwrite: overwrite)
    return plan
  }

  private let log = "ManagedSystem-log"

  /// The newest report of each kind since this was asked last.
  private struct Reported {
    var log: RecordLog?
    var entries: [LogEntry] = []
    var boot: BootStatus?
    var chassis: ChassisStatus?
    var messages: [String] { entries.map(\.message) }

    init(_ bench: Bench) {
      for report in bench.takeReports() {
        switch report {
        case .log(let log, let entries, _, _): (self.log, self.entries) = (log, entries)
        case .boot(_, let status, _, _): boot = status
        case .chassis(_, let status): chassis = status
        default: break
        }
      }
    }
  }

  private func startUp(_ bench: Bench) {
    bench.press("power-button")
    bench.pass(.milliseconds(200))
    bench.release("power-button")
    bench.pass(.seconds(3))
  }

  @Test("says what it can boot from once, and how it stands with every scan")
  func reports() {
    let bench = Bench(Self.plan())
    let first = bench.takeReports()
    let inventories = first.compactMap { if case .inventory(let contents) = $0 { contents } else { nil } }
    #expect(
      inventories == [
        [.boot(BootConfiguration(system: System.onlyID, name: "Boot configuration", devices: [.network, .disk]))]
      ])
    bench.pass(.seconds(3))
    let later = bench.takeReports()
    #expect(later.filter { if case .inventory = $0 { true } else { false } }.isEmpty)
    #expect(later.filter { if case .log = $0 { true } else { false } }.count == 3)
    #expect(later.filter { if case .boot = $0 { true } else { false } }.count == 3)
  }

  @Test("writes down what happens to its system, and why it was started")
  func power() {
    let bench = Bench(Self.plan())
    #expect(Reported(bench).messages == ["The controller of ManagedSystem has started."])
    startUp(bench)
    let on = Reported(bench)
    #expect(on.messages.last == "ManagedSystem starts.")
    #expect(on.chassis == ChassisStatus(identify: .off, restartCause: .powerButton, restorePolicy: .alwaysOff))
    bench.press("reset-button")
    bench.release("reset-button")
    bench.pass(.seconds(1))
    let reset = Reported(bench)
    #expect(reset.messages.last == "ManagedSystem was reset and starts.")
    #expect(reset.chassis?.restartCause == .resetButton)
    bench.press("power-button")
    bench.pass(.seconds(5))
    #expect(Reported(bench).messages.last == "ManagedSystem is off.")
  }

  @Test("a choice for one boot is used up by it, one for all is not")
  func booting() {
    let bench = Bench(Self.plan())
    _ = Reported(bench)
    #expect(bench.perform(.setBoot(system: System.onlyID, .network, once: true)) == .done)
    #expect(Reported(bench).boot == BootStatus(once: .network), "reported before it is done")
    startUp(bench)
    let once = Reported(bench)
    #expect(once.boot == BootStatus())
    #expect(once.messages.last == "ManagedSystem starts from network.")
    bench.perform(.setBoot(system: System.onlyID, .disk, once: false))
    bench.press("reset-button")
    bench.release("reset-button")
    bench.pass(.seconds(1))
    let always = Reported(bench)
    #expect(always.boot == BootStatus(persistent: .disk))
    #expect(always.messages.last == "ManagedSystem was reset and starts from disk.")
    #expect(bench.perform(.setBoot(system: System.onlyID, nil, once: false)) == .done)
    #expect(Reported(bench).boot == BootStatus())
  }

  @Test("what it does not have it refuses")
  func refusals() {
    let plain = Bench(.oneChassis())
    let actions: [HardwareAction] = [
      .setBoot(system: System.onlyID, nil, once: false), .identify(system: System.onlyID, isOn: true),
      .clearLog(id: log), .restoreThresholds(sensor: "s"), .setThresholds(sensor: "s", [:]),
    ]
    for action in actions {
      guard case .refused? = plain.perform(action) else {
        Issue.record("\(action) is not refused")
        continue
      }
    }
    let bench = Bench(Self.plan())
    for action: HardwareAction in [
      .setBoot(system: System.onlyID, .optical, once: true), .setBoot(system: "nobody", .disk, once: true),
      .identify(system: "nobody", isOn: true), .clearLog(id: "nothing"),
    ] {
      guard case .refused? = bench.perform(action) else {
        Issue.record("\(action) is not refused")
        continue
      }
    }
  }

  @Test("its light is as it was told")
  func light() {
    let bench = Bench(Self.plan())
    #expect(Reported(bench).chassis?.identify == .off)
    bench.perform(.identify(system: System.onlyID, isOn: true))
    #expect(Reported(bench).chassis?.identify == .on)
    bench.perform(.identify(system: System.onlyID, isOn: false))
    #expect(Reported(bench).chassis?.identify == .off)
  }

  @Test("a log that does not wrap loses what comes when it is full, until it is cleared")
  func full() {
    let bench = Bench(Self.plan(capacity: 2))
    startUp(bench)
    #expect(Reported(bench).log?.isOverflown == false)
    bench.press("reset-button")
    bench.release("reset-button")
    bench.pass(.seconds(1))
    let full = Reported(bench)
    #expect(full.messages == ["The controller of ManagedSystem has started.", "ManagedSystem starts."])
    #expect(full.log?.isOverflown == true)
    #expect(bench.perform(.clearLog(id: log)) == .done)
    let cleared = Reported(bench)
    #expect(cleared.entries == [])
    #expect(cleared.log?.count == 0)
    #expect(cleared.log?.isOverflown == false)
  }

  @Test("one that wraps loses the oldest, and never uses a number again")
  func wraps() {
    let bench = Bench(Self.plan(capacity: 2, overwrite: .wraps))
    startUp(bench)
    bench.press("reset-button")
    bench.release("reset-button")
    bench.pass(.seconds(1))
    let wrapped = Reported(bench)
    #expect(wrapped.entries.map(\.record) == [2, 3])
    #expect(wrapped.log?.isOverflown == false)
    bench.perform(.clearLog(id: log))
    bench.press("power-button")
    bench.pass(.seconds(5))
    #expect(Reported(bench).entries.map(\.record) == [4])
  }

  @Test("a reading that crosses a limit is written down, and when it comes back by more than the hysteresis")
  func thresholds() {
    var sensor = Sensor(
      id: "inlet", name: "Inlet", system: System.onlyID, kind: .temperature, isNumeric: true, unit: .celsius)
    sensor.thresholds = Thresholds(warningHigh: 40, criticalHigh: 45)
    sensor.hysteresis = 2
    let readings: [Double] = [30, 40, 46, 44, 38, 37.5]
    let changes = readings.enumerated().map { Change(Window(at: .seconds($0.offset)), .value($0.element)) }
    let bench = Bench(
      Self.plan(
        capacity: 16,
        sensors: [
          SimulatedSensor(
            id: "inlet", system: System.onlyID, script: Script(changes), watch: SensorWatch(sensor))
        ]))
    bench.pass(.seconds(8))
    let written = Reported(bench).entries.dropFirst()
    #expect(
      written.map(\.message) == [
        "Inlet crossed its upper non-critical limit of 40 celsius; it reads 40.",
        "Inlet crossed its upper critical limit of 45 celsius; it reads 46.",
        "Inlet is back within its upper critical limit of 45 celsius; it reads 38.",
        "Inlet is back within its upper non-critical limit of 40 celsius; it reads 37.5.",
      ])
    #expect(written.map(\.severity) == [.warning, .critical, .information, .information])
    #expect(Set(written.map(\.sensor)) == ["inlet"])
  }

  @Test("so is a state, but not one that is well from the start")
  func states() {
    var sensor = Sensor(id: "lid", name: "Lid", system: System.onlyID, kind: .intrusion, isNumeric: false)
    sensor.discreteStates = [
      DiscreteState(name: "Closed", health: .ok), DiscreteState(name: "Open", health: .critical),
    ]
    let bench = Bench(
      Self.plan(
        sensors: [
          SimulatedSensor(
            id: "lid", system: System.onlyID,
            script: Script([
              Change(Window(at: .zero), .states([0])),
              Change(Window(at: .seconds(2), lasts: .seconds(2)), .states([1])),
            ]), watch: SensorWatch(sensor))
        ]))
    bench.pass(.seconds(6))
    let written = Reported(bench).entries.dropFirst()
    #expect(written.map(\.message) == ["Lid: Open.", "Lid: no longer Closed.", "Lid: Closed.", "Lid: no longer Open."])
    #expect(written.first?.severity == .critical)
  }
}
