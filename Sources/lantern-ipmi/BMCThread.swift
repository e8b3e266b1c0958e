import CPlatform
import IPMIWire

/// The life of one BMC's thread: open a session, keep it busy, and when it is lost open another after a while.
struct BMCThread {
  private let request: SessionRequest
  private let mailbox: Mailbox
  private let reporter: Reporter

  init(_ request: SessionRequest, _ mailbox: Mailbox, _ reporter: Reporter) {
    self.request = request
    self.mailbox = mailbox
    self.reporter = reporter
  }

  /// Returns when the mailbox is closed.
  func run() {
    var backOff = BackOff()
    reporter.send(.status(.connecting))
    // Failing it stays until a session works: an agent that asks meanwhile gets its answer at once.
    while true {
      do throws(SessionProblem) {
        let session = try Session(request)
        backOff.reset()
        try Scan(session: session, mailbox: mailbox, reporter: reporter).run()
      } catch {
        if mailbox.isClosed { return }
        reporter.send(.status(error.status))
        refuseCommands(for: backOff.next(), because: error.message)
      }
    }
  }

  private func refuseCommands(for pause: Duration, because reason: String) {
    let end = cplatform_monotonic_nanoseconds() + UInt64(pause / .nanoseconds(1))
    while let command = mailbox.next(until: end) {
      reporter.send(.result(request: command.request, .notSent(reason)))
    }
  }
}
