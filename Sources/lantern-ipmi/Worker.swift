import IPMI
import IPMIWire

/// The main thread: takes the agent's messages and hands them to the BMCs they are for.
final class Worker {
  static let maximumBMCs = 2000
  /// How often a sign of life goes to the agent.
  static let aliveMilliseconds: Int32 = 5000

  private struct Watched {
    var mailbox: Mailbox
    var number: TurnTable.Number
  }

  private let channel = Channel()
  private let pool = Pool()
  private var watched: [UInt16: Watched] = [:]

  /// Returns when the agent closes the socket or says stop. Sessions still open are closed by the end of the process:
  /// waiting for a BMC that does not answer would keep the agent waiting.
  func run() {
    channel.send(.hello(version: Frame.version))
    var decoder = FrameDecoder()
    while true {
      guard let bytes = channel.receive(timeoutMilliseconds: Worker.aliveMilliseconds) else {
        channel.send(.alive)
        continue
      }
      if bytes.isEmpty { return }
      decoder.append(bytes)
      do throws(WireError) {
        while let frame = try decoder.next() {
          guard handle(try AgentMessage(frame)) else { return }
        }
      } catch {
        complain("lanternd sent something unreadable (\(error)): install both programs from one build.")
        return
      }
    }
  }

  /// False when there is no more to do.
  private func handle(_ message: AgentMessage) -> Bool {
    switch message {
    case .configure(let bmc, let request): configure(bmc, request)
    case .release(let bmc): release(bmc)
    case .command(let bmc, let request, let command):
      post(Mailbox.Order(request: request, command: command), to: bmc)
    case .stop: return false
    }
    return true
  }

  private func configure(_ bmc: UInt16, _ request: SessionRequest) {
    release(bmc)
    let mailbox = Mailbox()
    let reporter = Reporter(channel: channel, mailbox: mailbox, bmc: bmc)
    guard watched.count < Worker.maximumBMCs else { return reporter.send(.status(SessionProblem.tooManyBMCs.status)) }
    reporter.send(.status(.connecting))
    guard let number = pool.add(request, mailbox, reporter) else {
      return reporter.send(.status(SessionProblem.noThread.status))
    }
    watched[bmc] = Watched(mailbox: mailbox, number: number)
  }

  private func release(_ bmc: UInt16) {
    guard let former = watched.removeValue(forKey: bmc) else { return }
    former.mailbox.close()
    pool.call(former.number)
  }

  private func post(_ order: Mailbox.Order, to bmc: UInt16) {
    guard let watched = watched[bmc] else {
      let answer = SessionReport.result(request: order.request, .notSent("This BMC is not configured."))
      return channel.send(.report(bmc: bmc, answer))
    }
    watched.mailbox.post(order)
    pool.call(watched.number)
  }
}

/// Sends what there is to say about one BMC, as long as it is wanted.
struct Reporter: Sendable {
  let channel: Channel
  let mailbox: Mailbox
  let bmc: UInt16

  func send(_ report: SessionReport) {
    if !mailbox.isClosed { channel.send(.report(bmc: bmc, report)) }
  }
}
