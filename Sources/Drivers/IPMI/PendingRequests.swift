import IPMIWire
import Model

/// The requests that were sent to the worker and not yet answered. Each is answered exactly once: by the worker, by
/// its deadline, or by the loss of the worker.
struct PendingRequests {
  typealias Completion = @Sendable (ActionResult) -> Void

  private struct Request {
    var bmc: UInt16
    var deadline: Instant
    var completion: Completion
  }

  private var requests: [UInt32: Request] = [:]
  private var lastNumber: UInt32 = 0

  /// The number for the worker.
  mutating func add(bmc: UInt16, deadline: Instant, completion: @escaping Completion) -> UInt32 {
    lastNumber &+= 1
    requests[lastNumber] = Request(bmc: bmc, deadline: deadline, completion: completion)
    return lastNumber
  }

  /// Whom to tell; nil for an answer that comes too late.
  mutating func take(_ number: UInt32) -> Completion? { requests.removeValue(forKey: number)?.completion }

  /// Those whose time is over.
  mutating func takeExpired(at now: Instant) -> [Completion] { take { $0.deadline <= now } }

  mutating func takeAll(of bmc: UInt16) -> [Completion] { take { $0.bmc == bmc } }

  mutating func takeAll() -> [Completion] { take { _ in true } }

  var nextDeadline: Instant? { requests.values.map(\.deadline).min() }

  private mutating func take(where isTaken: (Request) -> Bool) -> [Completion] {
    let taken = requests.filter { isTaken($0.value) }
    for number in taken.keys { requests.removeValue(forKey: number) }
    return taken.sorted { $0.key < $1.key }.map(\.value.completion)
  }
}
