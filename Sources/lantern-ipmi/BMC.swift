import CPlatform
import IPMIWire

/// One BMC, a turn at a time: opens a session when there is none, does what is due, and when the session is lost waits
/// before it opens another. Belongs to whoever has the BMC's turn.
final class BMC {
  /// What is to happen after a turn.
  enum Ending {
    /// The next turn is due then; `isProven` says whether the BMC answered.
    case again(due: UInt64, isProven: Bool)
    case over
  }

  private let request: SessionRequest
  private let mailbox: Mailbox
  private let reporter: Reporter
  private let quota: SessionQuota
  private let watch: Watch
  private var session: Session?
  private var hasPlace = false
  private var backOff = BackOff()
  /// Why there is no session, and when the next attempt is due.
  private var failure: (message: String, retry: UInt64)?

  init(_ request: SessionRequest, _ mailbox: Mailbox, _ reporter: Reporter, _ quota: SessionQuota) {
    self.request = request
    self.mailbox = mailbox
    self.reporter = reporter
    self.quota = quota
    watch = Watch(request, mailbox, reporter)
  }

  func turn() -> Ending {
    if let failure, !mailbox.isClosed, cplatform_monotonic_nanoseconds() < failure.retry {
      refuseOrders(because: failure.message)
      return .again(due: failure.retry, isProven: false)
    }
    do throws(SessionProblem) {
      if mailbox.isClosed { throw .closed }
      let session = try openSession()
      try watch.run(session)
      failure = nil
      backOff.reset()
      if !hasPlace && !watch.isQuick { self.session = nil }
      return .again(due: watch.due, isProven: true)
    } catch {
      closeSession()
      if mailbox.isClosed { return .over }
      return fail(error)
    }
  }

  private func openSession() throws(SessionProblem) -> Session {
    if let session { return session }
    let opened = try Session(request)
    hasPlace = hasPlace || quota.take()
    session = opened
    return opened
  }

  private func closeSession() {
    session = nil
    if hasPlace { quota.giveBack() }
    hasPlace = false
  }

  private func fail(_ problem: SessionProblem) -> Ending {
    watch.sessionLost()
    // Failing it stays until a session works: an agent that asks meanwhile gets its answer at once.
    reporter.send(.status(problem.status))
    refuseOrders(because: problem.message)
    let retry = cplatform_monotonic_nanoseconds() + UInt64(backOff.next() / .nanoseconds(1))
    failure = (problem.message, retry)
    return .again(due: retry, isProven: false)
  }

  private func refuseOrders(because reason: String) {
    while let order = mailbox.next() { reporter.send(.result(request: order.request, .notSent(reason))) }
  }
}
