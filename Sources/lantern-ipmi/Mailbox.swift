import CPlatform
import Platform
import Synchronization

/// What the main thread wants of one BMC's thread.
final class Mailbox: Sendable {
  enum Command {
    case chassisControl(request: UInt32, code: UInt8)
    case readPower(request: UInt32)

    var request: UInt32 {
      switch self {
      case .chassisControl(let request, _), .readPower(let request): request
      }
    }
  }

  private struct State {
    var commands: [Command] = []
    var isClosed = false
  }

  private let state = Mutex(State())
  private let doorbell = Doorbell()

  func post(_ command: Command) {
    state.withLock { $0.commands.append(command) }
    doorbell.ring()
  }

  /// The BMC's thread ends as soon as it sees this.
  func close() {
    state.withLock { $0.isClosed = true }
    doorbell.ring()
  }

  var isClosed: Bool { state.withLock { $0.isClosed } }

  /// The next command, waiting for one until `deadline` (monotonic nanoseconds; 0 does not wait). Nil when there is
  /// none, or when the mailbox is closed.
  func next(until deadline: UInt64 = 0) -> Command? {
    while true {
      let (command, isClosed) = state.withLock { state in
        (state.isClosed || state.commands.isEmpty ? nil : state.commands.removeFirst(), state.isClosed)
      }
      let now = cplatform_monotonic_nanoseconds()
      guard command == nil, !isClosed, now < deadline else { return command }
      doorbell.wait(atMost: .nanoseconds(Int64(clamping: deadline - now)))
    }
  }
}
