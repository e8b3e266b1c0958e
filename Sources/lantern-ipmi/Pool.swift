import CPlatform
import IPMI
import IPMIWire
import Platform
import Synchronization

/// The threads that BMCs take turns on. libfreeipmi's calls block, up to a session's timeout; the threads do nothing
/// else than to be blocked.
final class Pool: Sendable {
  /// Threads at most: so many BMCs can be waited for at once.
  private static let maximumThreads = 48
  /// Sessions that stay open between turns.
  private static let maximumSessions = 32
  /// libfreeipmi keeps arrays of some kilobytes on the stack.
  private static let stackSize = 512 * 1024

  private struct State {
    var turns = TurnTable(lanes: Pool.maximumThreads)
    var members: [TurnTable.Number: Member] = [:]
    var lastNumber: TurnTable.Number = 0
    var threads = 0
    /// Of the threads that have nothing to do.
    var idle: [Doorbell] = []
    /// The one of them that keeps an eye on the clock, and until when it sleeps.
    var keeper: (bell: Doorbell, until: UInt64)?

    /// Somebody looks for work, because there may be some.
    func wake() { (keeper?.bell ?? idle.last)?.ring() }
  }

  /// A BMC belongs to whoever has its turn, which is one thread at a time; the lock hands it on.
  private final class Member: Sendable {
    private let bmc: Mutex<BMC>

    init(_ request: SessionRequest, _ mailbox: Mailbox, _ reporter: Reporter, _ quota: SessionQuota) {
      bmc = Mutex(BMC(request, mailbox, reporter, quota))
    }

    func turn() -> BMC.Ending { bmc.withLock { $0.turn() } }
  }

  private let state = Mutex(State())
  private let quota = SessionQuota(Pool.maximumSessions)

  /// Begins to watch a BMC; nil when there is no thread for it.
  func add(_ request: SessionRequest, _ mailbox: Mailbox, _ reporter: Reporter) -> TurnTable.Number? {
    let member = Member(request, mailbox, reporter, quota)
    let number = state.withLock { state in
      state.lastNumber += 1
      state.members[state.lastNumber] = member
      return state.lastNumber
    }
    let hasThread = startThread()
    state.withLock { state in
      guard hasThread else {
        state.members[number] = nil
        return
      }
      state.turns.add(number, at: cplatform_monotonic_nanoseconds())
      state.wake()
    }
    return hasThread ? number : nil
  }

  /// Something waits in its mailbox, or the mailbox was closed: then it gets a last turn, to close its session.
  func call(_ number: TurnTable.Number) {
    state.withLock { state in
      state.turns.call(number)
      state.wake()
    }
  }

  /// One more thread, unless there are enough; false when there is none at all.
  private func startThread() -> Bool {
    let number = state.withLock { state -> Int? in
      guard state.threads < min(Pool.maximumThreads, state.members.count) else { return nil }
      state.threads += 1
      return state.threads
    }
    guard let number else { return true }
    do throws(NoThread) {
      try WorkerThread(name: "bmc-\(number)", stackSize: Pool.stackSize) { [self] in work() }.detach()
      return true
    } catch {
      return state.withLock { state in
        state.threads -= 1
        return state.threads > 0
      }
    }
  }

  private enum Step {
    case turn(TurnTable.Number, Member)
    /// For ever when there is no time.
    case wait(Duration?)
  }

  private func work() -> Never {
    let bell = Doorbell()
    while true {
      switch state.withLock({ Pool.next(for: bell, &$0) }) {
      case .turn(let number, let member): finish(number, member.turn())
      case .wait(let time): bell.wait(atMost: time)
      }
    }
  }

  /// A turn for the thread with this bell, or how long it sleeps: the first idle one until something is due, the others
  /// until they are woken.
  private static func next(for bell: Doorbell, _ state: inout State) -> Step {
    let now = cplatform_monotonic_nanoseconds()
    state.idle.removeAll { $0 === bell }
    if state.keeper?.bell === bell { state.keeper = nil }
    if let number = state.turns.take(at: now), let member = state.members[number] {
      // Somebody else looks at the clock, and whether there is more to do.
      state.wake()
      return .turn(number, member)
    }
    state.idle.append(bell)
    let due = state.turns.nextDue ?? .max
    if let keeper = state.keeper {
      if due < keeper.until { keeper.bell.ring() }
      return .wait(nil)
    }
    state.keeper = (bell, due)
    return .wait(due == .max ? nil : .nanoseconds(Int64(clamping: due - min(due, now))))
  }

  private func finish(_ number: TurnTable.Number, _ ending: BMC.Ending) {
    state.withLock { state in
      switch ending {
      case .again(let due, let isProven): state.turns.finish(number, due: due, isProven: isProven)
      case .over:
        state.turns.drop(number)
        state.members[number] = nil
      }
    }
  }
}
