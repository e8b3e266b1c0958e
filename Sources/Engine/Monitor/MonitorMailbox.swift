import Model
import Platform
import Synchronization

/// The way into the monitor's thread: any thread puts things in and goes on at once, the monitor's takes them out.
final class MonitorMailbox: Sendable {
  private struct State {
    var inbox = MonitorInbox()
    var isOpen = true
  }

  private let state = Mutex(State())
  private let doorbell = Doorbell()

  func put(_ report: HardwareReport, from source: String) {
    state.withLock { $0.inbox.add(report, from: source) }
    doorbell.ring()
  }

  func put(_ result: ActionResult, to token: ActionToken) {
    state.withLock { $0.inbox.add(result, to: token) }
    doorbell.ring()
  }

  /// Answers at once when there is no room, or nobody to carry commands out any more.
  func put(_ command: WaitingCommand) {
    let refusal = state.withLock { state -> CommandOutcome? in
      guard state.isOpen else { return .failed(MonitorMailbox.stopping) }
      return state.inbox.add(command) ? nil : .busy
    }
    if let refusal { command.completion(refusal) }
    doorbell.ring()
  }

  func putAccountsChanged() {
    state.withLock { $0.inbox.accountsChanged = true }
    doorbell.ring()
  }

  func takeAll() -> MonitorInbox.Contents { state.withLock { $0.inbox.takeAll() } }

  var isOpen: Bool { state.withLock { $0.isOpen } }

  /// No command gets in any more.
  func close() {
    state.withLock { $0.isOpen = false }
    doorbell.ring()
  }

  /// Returns when something was put in, or after `limit`.
  func wait(atMost limit: Duration?) { doorbell.wait(atMost: limit) }

  static let stopping = "the agent is stopping"
}
