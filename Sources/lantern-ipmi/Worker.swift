import IPMIWire
import Platform

/// The main thread: takes the agent's messages and hands them to one thread per BMC.
final class Worker {
  /// libfreeipmi aborts on descriptors of 1024 and more; a BMC needs two at most, and some are the worker's own.
  static let maximumBMCs = 400
  /// How often a sign of life goes to the agent.
  static let aliveMilliseconds: Int32 = 5000

  private let channel = Channel()
  private var mailboxes: [UInt16: Mailbox] = [:]

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
    case .release(let bmc): mailboxes.removeValue(forKey: bmc)?.close()
    case .chassisControl(let bmc, let request, let code):
      post(.chassisControl(request: request, code: code), request: request, to: bmc)
    case .readPower(let bmc, let request): post(.readPower(request: request), request: request, to: bmc)
    case .stop: return false
    }
    return true
  }

  private func configure(_ bmc: UInt16, _ request: SessionRequest) {
    mailboxes.removeValue(forKey: bmc)?.close()
    let reporter = Reporter(channel: channel, bmc: bmc)
    guard mailboxes.count < Worker.maximumBMCs else {
      reporter.send(.status(SessionProblem.tooManyBMCs.status))
      return
    }
    let mailbox = Mailbox()
    do throws(NoThread) {
      // libfreeipmi keeps arrays of some kilobytes on the stack.
      let thread = try WorkerThread(name: "bmc-\(bmc)", stackSize: 1 << 20) {
        BMCThread(request, mailbox, reporter).run()
      }
      thread.detach()
      mailboxes[bmc] = mailbox
    } catch {
      reporter.send(.status(SessionProblem.noThread.status))
    }
  }

  private func post(_ command: Mailbox.Command, request: UInt32, to bmc: UInt16) {
    guard let mailbox = mailboxes[bmc] else {
      Reporter(channel: channel, bmc: bmc).send(.result(request: request, .notSent("This BMC is not configured.")))
      return
    }
    mailbox.post(command)
  }
}

/// Sends what one BMC's thread has to say.
struct Reporter: Sendable {
  let channel: Channel
  let bmc: UInt16

  func send(_ report: SessionReport) { channel.send(.report(bmc: bmc, report)) }
}
