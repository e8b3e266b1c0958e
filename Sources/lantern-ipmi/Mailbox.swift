import IPMIWire
import Synchronization

/// What the agent wants of one BMC. Any thread may post; whoever has the BMC's turn takes.
final class Mailbox: Sendable {
  struct Order {
    var request: UInt32
    var command: BMCCommand
  }

  private struct State {
    var orders: [Order] = []
    var isClosed = false
  }

  private let state = Mutex(State())

  func post(_ order: Order) { state.withLock { $0.orders.append(order) } }

  /// The BMC is not wanted any more.
  func close() { state.withLock { $0.isClosed = true } }

  var isClosed: Bool { state.withLock { $0.isClosed } }

  /// The next order; nil when there is none, or when the mailbox is closed.
  func next() -> Order? {
    state.withLock { state in state.isClosed || state.orders.isEmpty ? nil : state.orders.removeFirst() }
  }
}
