import CPlatform
import IPMIWire

/// Carries out commands and keeps the power state known within one session. Whoever works with the session calls
/// `serve` between any two commands of its own, so that a request waits for one command at most.
final class PowerDesk {
  /// BMCs drop sessions that are silent for a minute.
  private static let longestInterval: UInt64 = 20_000_000_000
  /// After a chassis control the state is read this often, for so long.
  private static let quickInterval: UInt64 = 250_000_000
  private static let quickPeriod: UInt64 = 15_000_000_000

  private let power: Power
  private let mailbox: Mailbox
  private let reporter: Reporter
  private let interval: UInt64
  private var nextReading: UInt64 = 0
  private var quickUntil: UInt64 = 0

  init(session: Session, mailbox: Mailbox, reporter: Reporter, interval: UInt64) {
    power = Power(session: session)
    self.mailbox = mailbox
    self.reporter = reporter
    self.interval = min(interval, PowerDesk.longestInterval)
  }

  /// Carries out what is waiting; reads the power state when that is due. With nothing waiting it waits until
  /// `deadline` (monotonic nanoseconds) or until the next reading is due, whichever is earlier.
  func serve(until deadline: UInt64 = 0) throws(SessionProblem) {
    var deadline = min(deadline, nextReading)
    while let command = mailbox.next(until: deadline) {
      try carryOut(command)
      deadline = 0
    }
    if mailbox.isClosed { throw .closed }
    if cplatform_monotonic_nanoseconds() >= nextReading { try readPower() }
  }

  private func carryOut(_ command: Mailbox.Command) throws(SessionProblem) {
    var completion: UInt8 = 0
    do throws(SessionProblem) {
      switch command {
      case .chassisControl(_, let code):
        completion = try power.control(code)
        quickUntil = cplatform_monotonic_nanoseconds() + PowerDesk.quickPeriod
        nextReading = 0
      case .readPower:
        try readPower()
      }
    } catch {
      reporter.send(.result(request: command.request, .unanswered(error.message)))
      if error.endsSession { throw error }
      return
    }
    reporter.send(.result(request: command.request, .completed(code: completion)))
  }

  private func readPower() throws(SessionProblem) {
    let now = cplatform_monotonic_nanoseconds()
    nextReading = now + (now < quickUntil ? min(interval, PowerDesk.quickInterval) : interval)
    if let reading = try power.read(intervalMilliseconds: UInt32(interval / 1_000_000)) {
      reporter.send(.power(reading))
    }
  }
}
