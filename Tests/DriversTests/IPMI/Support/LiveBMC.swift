import CPlatform
import Glibc
import Model
import Synchronization
import TestSupport
import Testing

@testable import Drivers

/// A source on a simulated BMC, with the real worker program between them.
final class LiveBMC {
  let bmc: SimulatedBMC
  let sink = CollectingSink()
  let source: BMCSource
  let launcher: CountingLauncher
  private let cache = TemporaryDirectory()

  init(_ bmc: SimulatedBMC, _ settings: BMCSettings) throws {
    try #require(access(Repository.worker, X_OK) == 0, "\(Repository.worker) is not built; set LANTERN_IPMI")
    self.bmc = bmc
    launcher = CountingLauncher(path: Repository.worker)
    let worker = IPMIWorker(launcher: launcher, cacheDirectory: cache.path, time: MonotonicTime())
    source = BMCSource(name: "bmc", settings: settings, worker: worker, time: MonotonicTime())
    source.start(sink: sink)
  }

  deinit { source.stop() }

  /// Once everything has been read.
  func complete() throws -> CollectingSink.Collected {
    let complete = waitUntil { sink.now.isComplete ? sink.now : nil }
    return try #require(complete, "\(sink.now.statuses)")
  }

  func result(of action: HardwareAction) throws -> ActionResult {
    let box = ResultBox()
    source.perform(action) { box.set($0) }
    return try #require(waitUntil { box.value })
  }

  func control(_ code: ChassisControl) throws -> ActionResult {
    try result(of: .chassisControl(system: System.onlyID, code))
  }
}

struct MonotonicTime: TimeSource {
  func now() -> Instant { Instant(nanoseconds: cplatform_monotonic_nanoseconds()) }
  func wallTime() -> WallTime { WallTime(microsecondsSince1970: cplatform_wall_microseconds()) }
}

/// Remembers the processes it started.
final class CountingLauncher: WorkerLauncher {
  private let program: ProgramLauncher
  private let started = Mutex<[pid_t]>([])

  init(path: String) { program = ProgramLauncher(path: path) }

  var processes: [pid_t] { started.withLock { $0 } }

  func launch() throws(LaunchFailure) -> LaunchedWorker {
    let worker = try program.launch()
    started.withLock { $0.append(worker.process ?? -1) }
    return worker
  }
}

/// Where one completion puts its result; a second one is a failure.
final class ResultBox: Sendable {
  private let results = Mutex<[ActionResult]>([])

  var value: ActionResult? { results.withLock { $0.first } }

  func set(_ result: ActionResult) {
    results.withLock { results in
      #expect(results.isEmpty, "completed twice")
      results.append(result)
    }
  }
}
