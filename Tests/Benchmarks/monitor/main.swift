// Feeds a monitor with what so many BMCs of 27 sensors each say, scan by scan, and prints, as Markdown, the CPU time its
// thread takes for a reading, and for taking stock of a BMC. usage: monitor-bench [BMCS...]

import Engine
import Glibc
import LanternTesting
import Model
import Synchronization

let sensors = 27
let interval = Duration.seconds(5)

/// A BMC that says nothing by itself.
final class Silent: HardwareSource {
  let name: String
  init(name: String) { self.name = name }
  func start(sink: any HardwareSink) {}
  func perform(_ action: HardwareAction, completion: @escaping @Sendable (ActionResult) -> Void) {
    completion(.unreachable("silent"))
  }
  func stop() {}
}

struct Clock: TimeSource {
  func now() -> Instant {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Instant(nanoseconds: UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec))
  }
  func wallTime() -> WallTime { WallTime(secondsSince1970: 1_795_380_543) }
}

/// CPU time that other threads than this one have taken.
func othersMicroseconds() -> Double {
  func used(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
  }
  return used(CLOCK_PROCESS_CPUTIME_ID) - used(CLOCK_THREAD_CPUTIME_ID)
}

func inventory(_ system: String) -> [Content] {
  var contents: [Content] = [.system(System(id: system, name: system))]
  for number in 0..<sensors {
    let isTachometer = number % 5 == 0
    var sensor = Sensor(
      id: "\(system).20.0.\(number)", name: "Sensor \(number)", system: system,
      kind: isTachometer ? .tachometer : .temperature, isNumeric: true, unit: isTachometer ? .rpm : .celsius)
    sensor.thresholds = Thresholds(warningHigh: 90, criticalHigh: 95)
    contents.append(.sensor(sensor))
    guard isTachometer else { continue }
    var fan = Fan(id: sensor.id, name: sensor.name, system: system)
    fan.tachometer = sensor.id
    contents.append(.fan(fan))
  }
  return contents
}

func measure(_ count: Int) throws {
  let systems = (0..<count).map { "node\($0)" }
  let store = ModelStore()
  let monitor = Monitor(
    board: MonitoredBoard(contents: systems.map { .system(System(id: $0, name: $0)) }), store: store, time: Clock(),
    sources: systems.map { Silent(name: "bmc:\($0)") }, audit: AuditRecorder(), keeper: ThresholdRecorder(),
    accounts: AccountRecorder(), observer: EventRecorder())
  try monitor.start()
  /// One after the other, as scans come in: the next when the model shows the one before.
  func feed(_ report: HardwareReport, from system: String, until isShown: (Snapshot) -> Bool) {
    monitor.deliver(report, from: "bmc:\(system)")
    while !isShown(store.snapshot) { usleep(20) }
  }
  let begun = othersMicroseconds()
  for system in systems {
    let contents = inventory(system)
    feed(.inventory(contents), from: system) { $0.object(contents[contents.count - 1].id) != nil }
  }
  let taken = othersMicroseconds()
  let rounds = max(3, 20_000 / (count * sensors))
  for round in 1...rounds {
    for system in systems {
      let samples = (0..<sensors).map { number in
        // A third of them move.
        SensorSample(
          sensor: "\(system).20.0.\(number)", quality: .good, value: Double(20 + (number % 3 == 0 ? round % 50 : 0)),
          state: .normal)
      }
      let last = ObjectID(.sensor, samples[sensors - 1].sensor)
      let now = Clock().now()
      feed(.samples(samples, at: now, interval: interval), from: system) {
        $0.object(last).map { $0.validUntil == now + interval * 3 } ?? false
      }
    }
  }
  let read = othersMicroseconds()
  monitor.stop()
  let perReading = (read - taken) / Double(rounds * count * sensors)
  let share = perReading * Double(count * sensors) / 5e6 * 100
  func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }
  print(
    "| \(count) | \(rounded((taken - begun) / Double(count))) | \(rounded(perReading)) | \(rounded(share)) % |")
}

let counts = CommandLine.arguments.dropFirst().compactMap { Int($0) }
print("| BMCs | taking stock of one, µs | a reading, µs | of one core, read every 5 s |")
print("|---|---|---|---|")
for count in counts.isEmpty ? [1, 20, 200, 2000] : counts { try measure(count) }
