import LanternTesting
import Model
import Testing

@testable import Engine

/// What waits while the monitor's thread is busy stays bounded, and the newest wins.
struct MonitorInboxTests {
  private var inbox = MonitorInbox()
  private let start = Instant(nanoseconds: 1_000_000_000)

  private func samples(_ values: [(String, Double)], at second: Int) -> HardwareReport {
    .samples(
      values.map { SensorSample(sensor: $0.0, quality: .good, value: $0.1) }, at: start + .seconds(second),
      interval: .seconds(1))
  }

  private func power(_ state: PowerState, of system: String = "s") -> HardwareReport {
    .power(system: system, state: state, at: start, interval: .seconds(1))
  }

  /// Reports in words, so that they can be compared.
  private mutating func taken() -> [String] {
    inbox.takeAll().reports.map { report, source in
      switch report {
      case .inventory(let contents): "\(source): inventory of \(contents.count)"
      case .samples(let samples, let at, _):
        "\(source): " + samples.map { "\($0.sensor)=\($0.value ?? -1)" }.joined(separator: " ")
          + " at \((at - start).inSeconds)"
      case .power(let system, let state, _, _): "\(source): \(system) \(state.rawValue)"
      case .line(let name, let isAsserted, _, _): "\(source): line \(name) \(isAsserted)"
      case .status(let status): "\(source): \(status)"
      case .changed(let contents): "\(source): changed \(contents.map(\.id.description).joined(separator: " "))"
      case .log(let log, let entries, _, _): "\(source): log \(log.id) of \(entries.count)"
      case .boot(let system, let status, _, _): "\(source): \(system) boots \(status.once?.rawValue ?? "as ever")"
      case .fan(let id, let duty, _, _): "\(source): \(id) at \(duty ?? -1) %"
      case .chassis(let system, let status): "\(source): \(system) identify \(status.identify?.rawValue ?? "unknown")"
      }
    }
  }

  @Test mutating func aScanStaysTogether() {
    inbox.add(samples([("a", 1), ("b", 2)], at: 0), from: "bmc")
    #expect(taken() == ["bmc: a=1.0 b=2.0 at 0.0"])
    #expect(taken() == [])
  }

  @Test mutating func ofOneSensorOnlyTheNewestSampleWaits() {
    inbox.add(samples([("a", 1), ("b", 2)], at: 0), from: "bmc")
    inbox.add(samples([("a", 3)], at: 1), from: "bmc")
    #expect(taken() == ["bmc: a=3.0 at 1.0", "bmc: b=2.0 at 0.0"])
  }

  @Test mutating func ofManyScansEachSensorsNewestStays() {
    for second in 0..<100 { inbox.add(samples([("a", Double(second)), ("b", 1)], at: second), from: "bmc") }
    inbox.add(samples([("c", 7)], at: 99), from: "bmc")
    #expect(taken() == ["bmc: a=99.0 b=1.0 c=7.0 at 99.0"])
  }

  @Test mutating func readingsAreToldAfterThePowerStateTheyAreJudgedBy() {
    inbox.add(samples([("a", 1)], at: 0), from: "bmc")
    inbox.add(power(.on), from: "bmc")
    #expect(taken() == ["bmc: s on", "bmc: a=1.0 at 0.0"])
  }

  @Test mutating func aScanOfMoreSensorsThanThereMayBeIsCut() {
    let many = (0..<MonitorInbox.newsLimit + 5).map { ("sensor\($0)", 1.0) }
    inbox.add(samples(many, at: 0), from: "bmc")
    guard case .samples(let kept, _, _)? = inbox.takeAll().reports.first?.report else {
      Issue.record("no samples")
      return
    }
    #expect(kept.count == MonitorInbox.newsLimit)
  }

  @Test mutating func sourcesDoNotReplaceEachOther() {
    inbox.add(samples([("a", 1)], at: 0), from: "first")
    inbox.add(samples([("a", 2)], at: 0), from: "second")
    #expect(taken() == ["first: a=1.0 at 0.0", "second: a=2.0 at 0.0"])
  }

  @Test mutating func ofOneLogOnlyTheNewestStateWaits() {
    let entry = LogEntry(log: "sel", record: 1, system: "s", message: "Something happened.")
    let log = RecordLog(id: "sel", name: "Log", system: "s")
    inbox.add(.log(log, [], at: start, interval: .seconds(1)), from: "bmc")
    inbox.add(.log(RecordLog(id: "other", name: "Log", system: "s"), [], at: start, interval: .seconds(1)), from: "bmc")
    inbox.add(.log(log, [entry], at: start, interval: .seconds(1)), from: "bmc")
    #expect(taken() == ["bmc: log sel of 1", "bmc: log other of 0"])
  }

  @Test mutating func ofOneSystemOnlyTheNewestBootAndChassisStatesWait() {
    for device in [BootDevice.disk, .network] {
      inbox.add(.boot(system: "s", BootStatus(once: device), at: start, interval: .seconds(1)), from: "bmc")
      inbox.add(.chassis(system: "s", ChassisStatus(identify: device == .disk ? .off : .on)), from: "bmc")
    }
    #expect(taken() == ["bmc: s boots network", "bmc: s identify on"])
  }

  @Test mutating func changesOfObjectsAddUpAndTheNewestOfEachWaits() {
    inbox.add(.changed([.sensor(sampleSensor("a")), .sensor(sampleSensor("b"))]), from: "bmc")
    inbox.add(.changed([.sensor(sampleSensor("c")), .sensor(sampleSensor("a"))]), from: "bmc")
    #expect(taken() == ["bmc: changed sensor/b sensor/c sensor/a"])
  }

  @Test mutating func aNewInventoryTakesTheWordOverOlderChanges() {
    inbox.add(.changed([.sensor(sampleSensor("a"))]), from: "bmc")
    inbox.add(.inventory([.sensor(sampleSensor("b"))]), from: "bmc")
    inbox.add(.changed([.sensor(sampleSensor("c"))]), from: "bmc")
    #expect(taken() == ["bmc: inventory of 1", "bmc: changed sensor/c"])
  }

  @Test mutating func objectsComeBeforeTheirReadings() {
    inbox.add(samples([("a", 1)], at: 0), from: "bmc")
    inbox.add(.inventory([.sensor(sampleSensor("a"))]), from: "bmc")
    #expect(taken() == ["bmc: inventory of 1", "bmc: a=1.0 at 0.0"])
  }

  @Test mutating func ofOneSystemLineOrStatusOnlyTheNewestWaits() {
    inbox.add(power(.on), from: "bmc")
    inbox.add(power(.on, of: "node2"), from: "bmc")
    inbox.add(power(.off), from: "bmc")
    inbox.add(.line(name: "good", asserted: true, at: start, interval: .seconds(1)), from: "bmc")
    inbox.add(.line(name: "good", asserted: false, at: start, interval: .seconds(1)), from: "bmc")
    inbox.add(.status(.connecting), from: "bmc")
    inbox.add(.status(.working), from: "bmc")
    #expect(taken() == ["bmc: s off", "bmc: node2 on", "bmc: line good false", "bmc: working"])
  }

  @Test mutating func aSourceThatInventsNamesForEverIsBounded() {
    for number in 0..<(MonitorInbox.newsLimit + 1000) {
      inbox.add(samples([("sensor\(number)", 1)], at: number), from: "bmc")
    }
    inbox.add(samples([("sensor0", 2)], at: 100_000), from: "bmc")
    let reports = inbox.takeAll().reports
    #expect(reports.count == MonitorInbox.newsLimit)
    guard case .samples(let first, _, _)? = reports.first?.report else {
      Issue.record("no samples")
      return
    }
    #expect(first == [SensorSample(sensor: "sensor0", quality: .good, value: 2)], "known ones still get through")
  }

  @Test mutating func commandsBeyondTheBoundAreTurnedAwayAndCounted() {
    let command = WaitingCommand(command: .power(system: "s", verb: .on), caller: MonitorRig.admin) { _ in }
    var found: [Bool] = []
    for _ in 0..<MonitorInbox.commandLimit + 2 { found.append(inbox.add(command)) }
    #expect(found == Array(repeating: true, count: MonitorInbox.commandLimit) + [false, false])
    let contents = inbox.takeAll()
    #expect(contents.commands.count == MonitorInbox.commandLimit)
    #expect(contents.turnedAway == 2)
    let thereIsRoomAgain = inbox.add(command)
    #expect(thereIsRoomAgain)
  }
}
