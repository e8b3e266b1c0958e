import IPMIWire
import Model

@testable import Drivers

/// A stream of frames: the first byte of the input says in how large pieces the rest comes. Whatever is accepted is
/// written the same way again, and what a BMC is said to have told goes through the agent's end of it.
enum WorkerTarget {
  static func run(_ input: UnsafeRawBufferPointer) throws(Violation) {
    guard let first = input.first else { return }
    let bytes = Array(input.dropFirst())
    let source = BMCSource.unstarted
    var decoder = FrameDecoder()
    var place = 0
    while place < bytes.count {
      let end = min(bytes.count, place + Int(first) + 1)
      decoder.append(bytes[place..<end])
      place = end
      do throws(WireError) {
        while let frame = try decoder.next() { try check(frame, source) }
      } catch {
        return
      }
    }
  }

  private static func check(_ frame: Frame, _ source: BMCSource) throws(WireError) {
    if let message = try? AgentMessage(frame) {
      precondition(message.frame == frame, "an order reads differently the second time")
      return
    }
    let message = try WorkerMessage(frame)
    precondition(message.frame == frame, "a report reads differently the second time")
    if case .report(_, let report) = message { source.receive(report) }
  }
}

extension BMCSource {
  /// A source that nobody has started: it takes reports and tells nobody.
  fileprivate static var unstarted: BMCSource {
    let time = StandingTime()
    let lan = BMCSettings.LAN(host: "bmc", user: "", password: .credential("bmc"))
    return BMCSource(
      name: "bmc", settings: BMCSettings(.lan(lan), system: System.onlyID),
      worker: IPMIWorker(program: "/nowhere", cacheDirectory: "/nowhere", time: time), time: time)
  }
}

private struct StandingTime: TimeSource {
  func now() -> Instant { Instant(nanoseconds: 1) }
  func wallTime() -> WallTime { WallTime(secondsSince1970: 0) }
}
