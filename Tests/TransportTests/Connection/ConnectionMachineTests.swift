import NIOCore
import Testing

@testable import Transport

struct ConnectionMachineTests {
  private var machine = ConnectionMachine(peer: "10.0.0.1", discardLimit: 10)

  private func head(
    _ fields: [(String, String)] = [], method: String = "POST", version: String = "HTTP/1.1"
  ) -> RequestHead {
    TransportTests.head(fields, method: method, version: version)!
  }

  private func admit(_ limit: Int = 10, delay: TimeAmount = .zero) -> Gatekeeper.Ruling {
    .admit(Gatekeeper.Admission(user: "admin", bodyLimit: limit, delay: delay))
  }

  private func refuse(_ status: HTTPStatus = .unauthorized, closes: Bool = false, delay: TimeAmount = .zero)
    -> Gatekeeper.Ruling
  {
    .refuse(Gatekeeper.Refusal(reply: Reply(status), closes: closes, delay: delay))
  }

  private let answer = Reply(HTTPAnswer(status: 200, contentType: "text/plain", body: [1]))

  private func status(_ step: ConnectionMachine.Step) -> (status: Int, isLast: Bool)? {
    switch step {
    case .send(let reply): (reply.status, false)
    case .sendLast(let reply): (reply.status, true)
    default: nil
    }
  }

  @Test mutating func aRequestIsServedWhenItIsComplete() {
    #expect(machine.receivedHead(head([("Content-Type", "a/b")]), admit()) == .carryOn)
    #expect(machine.receivedBody(ByteBuffer(string: "he")) == .carryOn)
    #expect(machine.receivedBody(ByteBuffer(string: "llo")) == .carryOn)
    let request = HTTPRequest(
      method: "POST", path: "/wsman", contentType: "a/b", body: ByteBuffer(string: "hello"), peer: "10.0.0.1",
      user: "admin", identifyHeader: false)
    #expect(machine.receivedEnd() == .serve(request))
    #expect(!machine.isReceptive)
    #expect(machine.answered(answer) == .send(answer))
    #expect(machine.isReceptive)
  }

  @Test mutating func aSecondAnswerIsIgnored() {
    _ = machine.receivedHead(head(), admit())
    _ = machine.receivedEnd()
    _ = machine.answered(answer)
    #expect(machine.answered(answer) == .carryOn)
  }

  @Test mutating func aRefusedBodyIsDiscardedAndTheConnectionKept() {
    #expect(status(machine.receivedHead(head([("Content-Length", "10")]), refuse())) ?? (0, true) == (401, false))
    #expect(machine.receivedBody(ByteBuffer(string: "0123456789")) == .carryOn)
    #expect(machine.receivedEnd() == .carryOn)
    #expect(machine.receivedHead(head(), admit()) == .carryOn)
  }

  @Test mutating func tooLongABodyIsNotDiscardedForEver() {
    _ = machine.receivedHead(head([("Transfer-Encoding", "chunked")]), refuse())
    #expect(machine.receivedBody(ByteBuffer(string: "0123456789")) == .carryOn)
    #expect(machine.receivedBody(ByteBuffer(string: "0")) == .close)
    #expect(machine.isClosing)
  }

  @Test mutating func aBodyOverTheLimitIsRefusedWhenItTurnsOutToBe() {
    _ = machine.receivedHead(head([("Transfer-Encoding", "chunked")]), admit(4))
    #expect(machine.receivedBody(ByteBuffer(string: "1234")) == .carryOn)
    #expect(status(machine.receivedBody(ByteBuffer(string: "5"))) ?? (0, false) == (413, true))
  }

  @Test mutating func expectationsAreMet() {
    let expecting = head([("Expect", "100-continue"), ("Content-Length", "1")])
    #expect(machine.receivedHead(expecting, admit()) == .sendContinue)
    _ = machine.receivedBody(ByteBuffer(string: "1"))
    _ = machine.receivedEnd()
    _ = machine.answered(answer)
    #expect(machine.receivedHead(head([("Expect", "100-continue")]), admit()) == .carryOn)
  }

  @Test mutating func aRefusedExpectationClosesSinceTheBodyMayOrMayNotCome() {
    let expecting = head([("Expect", "100-continue"), ("Content-Length", "1")])
    #expect(status(machine.receivedHead(expecting, refuse())) ?? (0, false) == (401, true))
  }

  @Test(arguments: ["HTTP/1.1", "HTTP/1.0"])
  mutating func connectionCloseIsHonouredAndSaid(version: String) throws {
    _ = machine.receivedHead(head([("Connection", "close")], version: version), admit())
    _ = machine.receivedEnd()
    guard case .sendLast(let reply) = machine.answered(answer) else {
      Issue.record("the answer is the last")
      return
    }
    #expect(reply.connection == .close)
  }

  @Test mutating func http10IsToldThatTheConnectionStays() {
    _ = machine.receivedHead(head([("Connection", "keep-alive")], version: "HTTP/1.0"), admit())
    _ = machine.receivedEnd()
    guard case .send(let reply) = machine.answered(answer) else {
      Issue.record("the connection stays")
      return
    }
    #expect(reply.connection == .keepAlive)
  }

  @Test mutating func delayedRulingsWait() {
    #expect(machine.receivedHead(head(), refuse(delay: .seconds(1))) == .wait(.seconds(1)))
    #expect(!machine.isReceptive)
    #expect(machine.patience == .unlimited)
    #expect(status(machine.waited()) ?? (0, true) == (401, false))
    _ = machine.receivedEnd()
    #expect(machine.receivedHead(head(), admit(delay: .seconds(2))) == .wait(.seconds(2)))
    #expect(machine.waited() == .carryOn)
    #expect(machine.isReceptive)
    #expect(machine.waited() == .carryOn)
  }

  @Test mutating func garbageIsAnsweredUnlessAnAnswerIsUnderWay() {
    var discarding = machine
    _ = discarding.receivedHead(head(), refuse())
    #expect(discarding.receivedGarbage(Reply(.badRequest)) == .close)
    #expect(status(machine.receivedGarbage(Reply(.badRequest))) ?? (0, false) == (400, true))
    #expect(machine.receivedHead(head(), admit()) == .carryOn)
    #expect(machine.isClosing)
  }

  @Test mutating func timeLimits() {
    #expect(machine.patience == .firstRequest)
    var silent = machine
    #expect(status(silent.timedOut()) ?? (0, false) == (408, true))
    _ = machine.receivedHead(head(), admit())
    #expect(machine.patience == .body)
    var slow = machine
    #expect(status(slow.timedOut()) ?? (0, false) == (408, true))
    _ = machine.receivedEnd()
    #expect(machine.patience == .answer)
    var stuck = machine
    #expect(status(stuck.timedOut()) ?? (0, false) == (503, true))
    #expect(stuck.answered(answer) == .carryOn)
    _ = machine.answered(answer)
    #expect(machine.patience == .nextRequest)
    #expect(machine.timedOut() == .close)
    #expect(machine.patience == .linger)
  }

  @Test mutating func aClientThatSendsNoMoreStillGetsItsAnswer() {
    _ = machine.receivedHead(head(), admit())
    _ = machine.receivedEnd()
    #expect(machine.inputClosed() == .carryOn)
    #expect(status(machine.answered(answer)) ?? (0, false) == (200, true))
  }

  @Test mutating func aClientThatStopsInTheMiddleIsLeft() {
    _ = machine.receivedHead(head([("Content-Length", "5")]), admit())
    #expect(machine.inputClosed() == .close)
  }

  @Test mutating func stoppingAnswersWhatIsUnderWay() {
    var idle = machine
    #expect(idle.shutDown() == .close)
    _ = machine.receivedHead(head(), admit())
    #expect(machine.shutDown() == .carryOn)
    guard case .serve = machine.receivedEnd() else {
      Issue.record("the request is served")
      return
    }
    #expect(machine.shutDown() == .carryOn)
    #expect(status(machine.answered(answer)) ?? (0, false) == (200, true))
  }

  @Test mutating func headGetsNoBody() {
    guard case .send(let reply) = machine.receivedHead(head(method: "HEAD"), refuse(.methodNotAllowed)) else {
      Issue.record("the connection stays")
      return
    }
    #expect(reply.omitsBody)
  }
}
