import Synchronization

/// How many sessions are kept open between turns. libfreeipmi's buffers make a session cost a quarter of a megabyte, and
/// its descriptors must stay below 1024; a BMC that finds no room opens one for each of its turns.
final class SessionQuota: Sendable {
  private let free: Mutex<Int>

  init(_ count: Int) { free = Mutex(count) }

  /// False when there is no room.
  func take() -> Bool {
    free.withLock { free in
      guard free > 0 else { return false }
      free -= 1
      return true
    }
  }

  func giveBack() { free.withLock { $0 += 1 } }
}
