import Glibc
import IPMIWire
import Model
import Testing

@testable import Drivers

/// A source whose worker is in the hands of the test.
@Suite struct BMCSourceTests {
  private final class Bench {
    let launcher: FakeLauncher
    let sink = CollectingSink()
    let source: BMCSource

    init(_ launcher: FakeLauncher = FakeLauncher(), passwordFile: String = "/proc/self/comm") {
      self.launcher = launcher
      let worker = IPMIWorker(launcher: launcher, cacheDirectory: "/nowhere", time: MonotonicTime())
      let lan = BMCSettings.LAN(host: "bmc", user: "admin", password: .file(passwordFile))
      var settings = BMCSettings(.lan(lan), system: System.onlyID)
      settings.sessionTimeout = .milliseconds(40)
      settings.workarounds = ["opensesspriv"]
      source = BMCSource(
        name: "bmc", settings: settings, worker: worker, time: MonotonicTime(), margin: .milliseconds(10))
      source.start(sink: sink)
    }

    deinit { source.stop() }

    /// A worker that was configured and says that its session works.
    func working(_ number: Int = 1) throws -> FakeWorker {
      let worker = try #require(launcher.worker(number))
      worker.send(.hello(version: Frame.version))
      guard case .configure(1, _) = worker.receive() else { throw Unexpected() }
      let before = sink.now.statuses.count
      worker.send(.report(bmc: 1, .status(.working)))
      try #require(eventually { sink.now.statuses.count > before })
      return worker
    }

    func perform(_ action: HardwareAction) -> ResultBox {
      let box = ResultBox()
      source.perform(action) { box.set($0) }
      return box
    }

    func control() -> ResultBox { perform(.chassisControl(system: System.onlyID, .powerCycle)) }
  }

  private struct Unexpected: Error {}

  @Test func theWorkerIsToldEverythingByTheSocketOnceItHasGreeted() throws {
    let bench = Bench()
    let worker = try #require(bench.launcher.worker())
    worker.send(.hello(version: Frame.version))
    guard case .configure(1, let request) = worker.receive() else { throw Unexpected() }
    guard case .lan(let lan) = request.access else { throw Unexpected() }
    #expect(lan.host == "bmc" && lan.port == 623 && lan.user == "admin" && lan.authentications == [.suite17])
    // The name of this process, without the end of its line.
    #expect(!lan.password.isEmpty && !lan.password.contains(0x0a))
    #expect(request.privilege == .operator && request.workarounds == [.opensesspriv])
    #expect(request.sessionTimeoutMilliseconds == 40 && request.scanMilliseconds == 5000)
    #expect(request.cacheDirectory == "/nowhere")
  }

  @Test func inventoryReadingsAndPowerBecomeReports() throws {
    let bench = Bench()
    let worker = try bench.working()
    let record = SensorRecord(
      key: SensorKey(owner: 0x20, lun: 0, number: 1), name: "CPU", entityID: 3, entityInstance: 1, sensorType: 1,
      eventReadingType: 1, units: UnitCodes(base: 1), factors: ReadingFactors(m: 1))
    let device = DeviceRecord(deviceID: 1, firmwareMajor: 2, firmwareMinor: 0x15, manufacturerID: 1, productID: 1)
    let reading = Reading(sensor: record.key, status: .good, raw: 52, value: 52)
    let stranger = Reading(sensor: SensorKey(owner: 1, lun: 2, number: 3), status: .good)
    let batch = ReadingsBatch(
      readings: [reading, stranger], takenNanoseconds: .max, intervalMilliseconds: 700)
    let power = PowerReading(isOn: true, takenNanoseconds: 1, intervalMilliseconds: 700)
    for report in [.device(device), .sensor(record), .inventoryEnd, .readings(batch), .power(power)] as [SessionReport]
    {
      worker.send(.report(bmc: 1, report))
    }
    #expect(waitUntil { bench.sink.now.power } == .on)
    let all = bench.sink.now
    #expect(all.sensors.map(\.id) == ["20.0.1"])
    #expect(all.firmware.map(\.version) == ["2.15"])
    #expect(all.samples == ["20.0.1": SensorSample(sensor: "20.0.1", quality: .good, value: 52, state: .normal)])
    #expect(all.interval == .milliseconds(700))
  }

  @Test func aCommandIsAnsweredByTheWorker() throws {
    let bench = Bench()
    let worker = try bench.working()
    let box = bench.control()
    guard case .command(1, let request, .chassisControl(code: 2)) = worker.receive() else { throw Unexpected() }
    worker.send(.report(bmc: 1, .result(request: request, .completed(code: 0xd5))))
    guard case .invalidState = waitUntil({ box.value }) else { throw Unexpected() }
  }

  @Test func aCommandWithoutAnswerTimesOutAndALateAnswerIsIgnored() throws {
    let bench = Bench()
    let worker = try bench.working()
    let box = bench.control()
    guard case .command(1, let request, .chassisControl) = worker.receive() else { throw Unexpected() }
    guard case .timedOut = waitUntil({ box.value }) else { throw Unexpected() }
    worker.send(.report(bmc: 1, .result(request: request, .completed(code: 0))))
    worker.send(.report(bmc: 1, .status(.connecting)))
    #expect(eventually { bench.sink.now.statuses.last == .connecting })
  }

  @Test func withoutASessionCommandsAreUnreachableAtOnce() throws {
    let bench = Bench()
    guard case .unreachable = bench.control().value else { throw Unexpected() }
    let worker = try bench.working()
    worker.send(.report(bmc: 1, .status(.failing(kind: "session-timeout", message: "It is gone."))))
    _ = try #require(waitUntil { bench.sink.now.failure })
    #expect(bench.control().value == .unreachable("It is gone."))
  }

  @Test func aLimitedSessionStillControlsThePower() throws {
    let bench = Bench()
    let worker = try bench.working()
    worker.send(.report(bmc: 1, .status(.limited(kind: "no-sensor-records", message: "Restart it."))))
    #expect(waitUntil { bench.sink.now.failure?.kind } == "no-sensor-records")
    _ = bench.control()
    guard case .command(_, _, .chassisControl) = worker.receive() else { throw Unexpected() }
  }

  @Test func othersSystemsAndLinesAreRefused() {
    let bench = Bench()
    for action in [.readPower(system: "other"), .setLine(name: "button", asserted: true, lasts: false)]
      as [HardwareAction]
    {
      guard case .refused = bench.perform(action).value else {
        Issue.record("\(action)")
        return
      }
    }
  }

  @Test func aWorkerThatEndsIsReplacedAndItsCommandsAreAnswered() throws {
    let bench = Bench()
    let worker = try bench.working()
    let box = bench.control()
    guard case .command(_, _, .chassisControl) = worker.receive() else { throw Unexpected() }
    worker.hangUp()
    guard case .timedOut = waitUntil({ box.value }) else { throw Unexpected() }
    #expect(waitUntil { bench.sink.now.failure?.kind } == "worker-ended")
    _ = try bench.working(2)
    #expect(bench.sink.now.statuses.last == .working)
  }

  @Test(
    arguments: [
      [0xff, 0xff, 0xff, 0xff, 0x80], [0, 0, 0, 0, 0x55], [1, 0, 0, 0, 0x80, 0x01], [3, 0, 0, 0, 0x81, 1, 2, 3],
    ] as [[UInt8]])
  func garbageEndsTheConnection(bytes: [UInt8]) throws {
    let bench = Bench()
    let worker = try bench.working()
    worker.send(bytes)
    #expect(waitUntil { bench.sink.now.failure?.kind } == "worker-unreadable")
    #expect(bench.launcher.worker(2) != nil)
  }

  @Test func anotherVersionIsRefused() throws {
    let bench = Bench()
    try #require(bench.launcher.worker()).send(.hello(version: 99))
    #expect(waitUntil { bench.sink.now.failure?.kind } == "worker-version")
  }

  @Test func aWorkerThatCannotBeStartedSaysWhy() {
    let bench = Bench(FakeLauncher(failure: "Install it."))
    #expect(waitUntil { bench.sink.now.failure?.message } == "Install it.")
  }

  @Test func aMissingPasswordFileIsNamed() throws {
    let bench = Bench(passwordFile: "/nowhere/bmc.pw")
    try #require(bench.launcher.worker()).send(.hello(version: Frame.version))
    #expect(waitUntil { bench.sink.now.failure?.kind } == "no-password")
    #expect(bench.sink.now.failure?.message.contains("/nowhere/bmc.pw") == true)
  }

  @Test func stoppingEndsTheWorkerAndAnswersWhatIsUnderWay() throws {
    let bench = Bench()
    let worker = try bench.working()
    let box = bench.control()
    guard case .command(_, _, .chassisControl) = worker.receive() else { throw Unexpected() }
    bench.source.stop()
    #expect(waitUntil { box.value } == .unreachable("The source was stopped."))
    #expect(worker.receive() == .stop)
    #expect(worker.receive() == nil)
    guard case .unreachable = bench.control().value else { throw Unexpected() }
  }

  /// Nobody reads the other end: the socket fills, and nothing here may wait for it.
  @Test func aWorkerThatReadsNothingHoldsNobodyUp() throws {
    let bench = Bench()
    let worker = try bench.working()
    let boxes = (0..<20_000).map { _ in bench.control() }
    #expect(eventually { boxes.allSatisfy { $0.value != nil } })
    withExtendedLifetime(worker) {}
  }

  private let limited: SensorRecord = {
    var record = SensorRecord(
      key: SensorKey(owner: 0x20, lun: 0, number: 1), name: "Fan", entityID: 29, entityInstance: 1, sensorType: 4,
      eventReadingType: 1, units: UnitCodes(base: 18), factors: ReadingFactors(m: 100))
    record.thresholds.lowerCritical = 1000
    record.thresholds.lowerNonCritical = 1500
    record.settableThresholds = 0b000010
    return record
  }()

  private func tell(_ reports: [SessionReport], by worker: FakeWorker) {
    for report in reports { worker.send(.report(bmc: 1, report)) }
  }

  private let device = DeviceRecord(
    deviceID: 1, firmwareMajor: 2, firmwareMinor: 0x15, manufacturerID: 1, manufacturerName: "Maker", productID: 1)

  @Test func limitsThatTheBMCKeepsAreWrittenToItAndReadBack() throws {
    let bench = Bench()
    let worker = try bench.working()
    tell([.device(device), .sensor(limited), .inventoryEnd], by: worker)
    let sensor = try #require(waitUntil { bench.sink.now.sensors.first })
    #expect(sensor.limitsAreInHardware && sensor.settableThresholds == [.criticalLow])
    let box = bench.perform(.setThresholds(sensor: "20.0.1", [.criticalLow: 900]))
    guard case .command(1, let request, .setThresholds(limited.key, let values)) = worker.receive() else {
      throw Unexpected()
    }
    var expected = ThresholdValues()
    expected.lowerCritical = 900
    #expect(values == expected)
    var changed = limited
    changed.thresholds.lowerCritical = 900
    tell([.changed(changed), .result(request: request, .completed(code: 0))], by: worker)
    #expect(waitUntil { box.value } == .done)
    guard case .sensor(let now)? = bench.sink.now.changed.first else { throw Unexpected() }
    #expect(now.thresholds.criticalLow == 900 && now.thresholds.warningLow == 1500)
  }

  @Test func limitsOfASensorThatIsNotThereAreRefused() throws {
    let bench = Bench()
    _ = try bench.working()
    guard case .refused = bench.perform(.restoreThresholds(sensor: "20.0.9")).value else { throw Unexpected() }
  }

  @Test func theEventLogBecomesALogWithItsEntries() throws {
    let bench = Bench()
    let worker = try bench.working()
    tell([.device(device), .sensor(limited), .inventoryEnd], by: worker)
    let record = LogRecord(bytes: [7, 0, 2, 0, 0, 0, 0x6b, 0x20, 0, 4, 4, 1, 1, 0x52, 8, 10])!
    let standing = LogStanding(
      count: 1, capacity: 64, isOverflown: true, isErasing: false, takenNanoseconds: 1, intervalMilliseconds: 700)
    tell([.log(LogBatch(startsAnew: true, entries: [record], standing: standing))], by: worker)
    let log = try #require(waitUntil { bench.sink.now.log })
    #expect(log.id == "SEL" && log.count == 1 && log.capacity == 64 && log.isOverflown)
    #expect(
      bench.sink.now.entries.map(\.message) == ["Fan: Lower Critical going low, reading 800 rpm, threshold 1000 rpm."])
    _ = bench.perform(.clearLog(id: "SEL"))
    guard case .command(1, _, .clearLog) = worker.receive() else { throw Unexpected() }
    guard case .refused = bench.perform(.clearLog(id: "other")).value else { throw Unexpected() }
  }

  @Test func bootFlagsBecomeAConfigurationHoweverLateTheyCome() throws {
    let bench = Bench()
    let worker = try bench.working()
    tell([.device(device), .inventoryEnd], by: worker)
    try #require(eventually { bench.sink.now.inventories == 1 })
    #expect(!bench.sink.now.contents.contains { $0.id.kind == .boot })
    let reading = BootReading(device: 1, isPersistent: false, takenNanoseconds: 1, intervalMilliseconds: 30_000)
    tell([.boot(reading)], by: worker)
    #expect(waitUntil { bench.sink.now.boot } == BootStatus(once: .network))
    #expect(bench.sink.now.changed.map(\.id) == [ObjectID(.boot, System.onlyID)])
    tell(
      [.device(device), .component(ComponentRecord(number: 1, current: .init(major: 1, minor: 2))), .inventoryEnd],
      by: worker)
    #expect(eventually { bench.sink.now.contents.contains { $0.id.kind == .boot } }, "an inventory has it from then on")
  }

  @Test(arguments: BootDevice.allCases) func everyBootDeviceHasANumberAndComesBack(device: BootDevice) throws {
    let bench = Bench()
    let worker = try bench.working()
    _ = bench.perform(.setBoot(system: System.onlyID, device, once: false))
    guard case .command(1, _, .setBoot(let number?, once: false)) = worker.receive() else { throw Unexpected() }
    tell(
      [.boot(BootReading(device: number, isPersistent: true, takenNanoseconds: 1, intervalMilliseconds: 1))], by: worker
    )
    #expect(waitUntil { bench.sink.now.boot } == BootStatus(persistent: device))
  }

  @Test func theChassisTellsItsLightItsPolicyAndWhyItStarted() throws {
    let bench = Bench()
    let worker = try bench.working()
    tell([.chassis(ChassisReading(identify: 2, restorePolicy: 1, restartCause: 4))], by: worker)
    #expect(
      waitUntil { bench.sink.now.chassis }
        == ChassisStatus(identify: .on, restartCause: .watchdog, restorePolicy: .previous))
    _ = bench.perform(.identify(system: System.onlyID, isOn: false))
    #expect(worker.receive() == .command(bmc: 1, request: 1, .identify(isOn: false)))
  }

  @Test func componentsAreFirmwareAndSoAreTheirCopies() throws {
    let bench = Bench()
    let worker = try bench.working()
    let component = ComponentRecord(
      number: 2, name: "BIOS", current: .init(major: 3, minor: 0x21), rollback: .init(major: 3, minor: 0x09))
    tell([.device(device), .component(component), .inventoryEnd], by: worker)
    let firmware = try #require(waitUntil { bench.sink.now.firmware.count == 3 ? bench.sink.now.firmware : nil })
    #expect(firmware.map(\.id) == ["bmc", "bmc.2", "bmc.2.rollback"])
    #expect(firmware.map(\.version) == ["2.15", "3.21", "3.09"])
    #expect(firmware.map(\.isCurrent) == [true, true, false])
    #expect(firmware.allSatisfy { $0.manufacturer == "Maker" })
  }

  @Test func aProcessorWithSensorsIsAPartAndTheyMeasureIt() throws {
    let bench = Bench()
    let worker = try bench.working()
    var record = limited
    record.entityID = 3
    record.entityInstance = 2
    record.sensorType = 1
    record.units = UnitCodes(base: 1)
    tell([.device(device), .sensor(record), .inventoryEnd], by: worker)
    let part = try #require(waitUntil { bench.sink.now.parts.first })
    #expect(part.id == "3.2" && part.kind == .processor && part.name == "Processor 2")
    #expect(bench.sink.now.sensors.first?.measures == ObjectID(.part, "3.2"))
  }
}
