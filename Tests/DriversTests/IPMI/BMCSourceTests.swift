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
    guard case .chassisControl(1, let request, 2) = worker.receive() else { throw Unexpected() }
    worker.send(.report(bmc: 1, .result(request: request, .completed(code: 0xd5))))
    guard case .invalidState = waitUntil({ box.value }) else { throw Unexpected() }
  }

  @Test func aCommandWithoutAnswerTimesOutAndALateAnswerIsIgnored() throws {
    let bench = Bench()
    let worker = try bench.working()
    let box = bench.control()
    guard case .chassisControl(1, let request, _) = worker.receive() else { throw Unexpected() }
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
    guard case .chassisControl = worker.receive() else { throw Unexpected() }
  }

  @Test func othersSystemsAndLinesAreRefused() {
    let bench = Bench()
    for action in [.readPower(system: "other"), .setLine(name: "button", asserted: true)] as [HardwareAction] {
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
    guard case .chassisControl = worker.receive() else { throw Unexpected() }
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
    guard case .chassisControl = worker.receive() else { throw Unexpected() }
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
}
