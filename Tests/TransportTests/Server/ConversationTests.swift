import NIOCore
import Testing

@testable import Transport

/// What one connection carries: several requests, bodies in pieces, ends.
struct ConversationTests {
  @Test func pipelinedRequestsAreAnsweredInOrder() throws {
    let server = try TestServer()
    let client = try server.connect()
    client.send(post("/later", "first") + post("/open", "second") + post("/nothing") + post("/open", "fourth"))
    #expect(eventually { server.service.answerWaiting("slow") })
    #expect(client.answer()?.body == "slow")
    #expect(client.answer()?.body == "second")
    #expect(client.answer()?.status == 404)
    #expect(client.answer()?.body == "fourth")
  }

  /// Each gives its place among those under way back before the next one asks for it.
  @Test func pipelinedRequestsTakeOnePlaceAmongThoseUnderWay() throws {
    let server = try TestServer { $0.limits.requestsInFlight = 1 }
    let client = try server.connect()
    client.send((0..<5).map { post("/open", "\($0)") }.joined())
    for number in 0..<5 { #expect(client.answer()?.body == "\(number)") }
    #expect(try server.answer(to: post("/open", "another connection"))?.status == 200)
  }

  @Test func nothingIsServedWhileARequestIsUnderWay() throws {
    let server = try TestServer()
    let client = try server.connect()
    client.send(post("/later") + post("/open"))
    #expect(eventually { !server.service.requests.isEmpty })
    client.send(post("/open"))
    #expect(try server.answer(to: post("/open", "another connection"))?.status == 200)
    #expect(server.service.requests.map(\.path) == ["/later", "/open"])
    #expect(server.service.requests.last.map { String(buffer: $0.body) } == "another connection")
    #expect(server.service.answerWaiting("now"))
    for _ in 0..<3 { #expect(client.answer()?.status == 200) }
  }

  @Test func garbageBehindARequestIsAnsweredInItsTurn() throws {
    let server = try TestServer()
    let client = try server.connect()
    client.send(post("/later") + "GARBAGE\r\n\r\n")
    #expect(eventually { server.service.answerWaiting("done") })
    #expect(client.answer()?.body == "done")
    #expect(client.answer()?.status == 400)
    #expect(client.rest() == "")
  }

  @Test func chunkedBodies() throws {
    let client = try TestServer().connect()
    client.send("POST /open HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")
    client.send("1;ext=1\r\n \r\n5\r\nworld\r\n0\r\nTrailer: x\r\n\r\n")
    #expect(client.answer()?.body == "hello world")
    client.send(post("/open", "next"))
    #expect(client.answer()?.body == "next")
  }

  @Test func aBodyInManyPieces() throws {
    let server = try TestServer { $0.limits.anonymousBodySize = 300_000 }
    let client = try server.connect()
    let body = String(repeating: "0123456789", count: 30_000)
    client.send(post("/open", body))
    #expect(client.answer()?.body == body)
  }

  @Test func theClientIsToldToGoOn() throws {
    let client = try TestServer().connect()
    client.send(post("/open", fields: ["Expect: 100-continue"], length: 4))
    #expect(client.answer()?.status == 100)
    client.send("body")
    #expect(client.answer()?.body == "body")
  }

  @Test func aClientThatIsRefusedNeedNotGoOn() throws {
    let client = try TestServer().connect()
    client.send(post("/wsman", fields: ["Expect: 100-continue"], length: 4))
    let answer = try #require(client.answer())
    #expect(answer.status == 401)
    #expect(answer.fields["connection"] == "close")
    #expect(client.rest() == "")
  }

  @Test func connectionClose() throws {
    let client = try TestServer().connect()
    client.send(post("/open", "bye", fields: ["Connection: close"]))
    let answer = try #require(client.answer())
    #expect(answer.body == "bye")
    #expect(answer.fields["connection"] == "close")
    #expect(client.rest() == "")
  }

  @Test func http10() throws {
    let server = try TestServer()
    let closing = try server.connect()
    closing.send("POST /open HTTP/1.0\r\nContent-Length: 2\r\n\r\nhi")
    #expect(closing.answer()?.body == "hi")
    #expect(closing.rest() == "")
    let staying = try server.connect()
    for _ in 0..<2 {
      staying.send("POST /open HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nhi")
      #expect(staying.answer()?.fields["connection"] == "keep-alive")
    }
  }

  @Test func aClientMayCloseItsSideAndStillReadTheAnswer() throws {
    let server = try TestServer()
    let client = try server.connect()
    client.send(post("/later"))
    client.closeSending()
    #expect(eventually { server.service.answerWaiting("here") })
    #expect(client.answer()?.body == "here")
    #expect(client.rest() == "")
  }

  @Test func largeAnswersArriveWhole() throws {
    let client = try TestServer().connect()
    client.send(post("/large") + post("/open", "after"))
    #expect(client.answer()?.body.utf8.count == 4 << 20)
    #expect(client.answer()?.body == "after")
    client.send(post("/large", fields: ["Connection: close"]))
    #expect(client.answer()?.body.utf8.count == 4 << 20)
    #expect(client.rest() == "")
  }

  @Test func aRequestForAnUpgradeIsServedWithoutOne() throws {
    let client = try TestServer().connect()
    client.send(
      post("/open", "x", fields: ["Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AA"])
        + post("/open", "y"))
    #expect(client.answer()?.body == "x")
    #expect(client.answer()?.body == "y")
  }
}
