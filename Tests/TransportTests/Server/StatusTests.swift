import Testing

@testable import Transport

/// Bytes in, bytes out: which request gets which status, and what becomes of the connection.
struct StatusTests {
  @Test func anAnswer() throws {
    let server = try TestServer()
    let client = try server.connect()
    client.send(post("/open", "hello", fields: ["Content-Type: a/b"]))
    let answer = try #require(client.answer())
    #expect(answer.status == 200)
    #expect(answer.body == "hello")
    #expect(answer.fields == ["content-type": "text/plain", "content-length": "5"])
    let request = try #require(server.service.requests.first)
    #expect(request.peer == "127.0.0.1")
    #expect(request.contentType == "a/b")
    #expect(request.user == nil)
  }

  @Test func ipv6() throws {
    let server = try TestServer(["http://[::1]:0"])
    #expect(try server.answer(to: post("/open", "hello"))?.body == "hello")
    #expect(server.service.requests.first?.peer == "::1")
    #expect(server.server.boundAddresses.first?.description.hasPrefix("http://[::1]:") == true)
  }

  @Test(arguments: ["", "<s:Envelope/>"])
  func thereIsA401BeforeTheBodyArrives(body: String) throws {
    let server = try TestServer()
    let client = try server.connect()
    client.send(post("/wsman", "", length: 5))
    let answer = try #require(client.answer())
    #expect(answer.status == 401)
    #expect(answer.body == "")
    #expect(Challenge(answer.fields["www-authenticate"])?.isStale == false)
    client.send("12345" + post("/open", "still usable"))
    #expect(client.answer()?.body == "still usable")
    #expect(server.service.requests.count == 1)
  }

  @Test func anEmptyPostIsChallenged() throws {
    #expect(try TestServer().answer(to: post("/wsman"))?.status == 401)
  }

  @Test(arguments: ["", "Digest", "Digest username=\"admin", "Digest \u{ff}", "Basic", "Basic =", "\t"])
  func malformedCredentialsAreChallenged(value: String) throws {
    let server = try TestServer { $0.allowsBasicOverHTTP = true }
    #expect(try server.answer(to: post("/wsman", "x", fields: ["Authorization: \(value)"]))?.status == 401)
    #expect(server.service.requests.isEmpty)
  }

  @Test(arguments: ["\(512 * 1024 + 1)", "5368709120", "99999999999999999999"])
  func declaredOversizeIsRefusedAtOnce(length: String) throws {
    let client = try TestServer().connect()
    client.send("POST /wsman HTTP/1.1\r\nHost: a\r\nContent-Length: \(length)\r\n\r\n")
    let answer = try #require(client.answer())
    #expect(answer.status == 413)
    #expect(answer.fields["connection"] == "close")
    #expect(client.rest() == "")
  }

  @Test func chunkedOversizeIsRefusedWhenItIsThere() throws {
    let server = try TestServer { $0.limits.anonymousBodySize = 10 }
    let client = try server.connect()
    client.send(
      "POST /open HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n12345678\r\n8\r\n12345678\r\n0\r\n\r\n")
    #expect(client.answer()?.status == 413)
    #expect(client.rest() == "")
    #expect(server.service.requests.isEmpty)
  }

  @Test func unknownPathsAndMethods() throws {
    let client = try TestServer().connect()
    client.send(
      post("/nothing", "abc") + "GET /open HTTP/1.1\r\nHost: a\r\n\r\n" + "HEAD /open HTTP/1.1\r\nHost: a\r\n\r\n")
    #expect(client.answer()?.status == 404)
    let answer = try #require(client.answer())
    #expect(answer.status == 405)
    #expect(answer.fields["allow"] == "POST, PUT")
    client.send("M-POST /open HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc")
    client.closeSending()
    let head = try #require(client.rest())
    let answers = head.split(separator: "\r\n\r\n")
    #expect(answers.count == 3)
    #expect(answers[0].hasPrefix("HTTP/1.1 405 "))
    #expect(answers[1].hasPrefix("HTTP/1.1 405 "), "an answer to HEAD has no body, and the next one follows")
  }

  @Test(arguments: [
    "POST /open HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "x", count: 20_000))\r\n\r\n",
    "POST /\(String(repeating: "x", count: 20_000)) HTTP/1.1\r\nHost: a\r\n\r\n",
    "POST /open HTTP/1.1\r\nHost: a\r\n" + String(repeating: "X: y\r\n", count: 100) + "\r\n",
    "POST /open HTTP/1.1\r\nHost: a\r\n"
      + String(repeating: "X: \(String(repeating: "y", count: 1000))\r\n", count: 20),
  ])
  func largeHeads(request: String) throws {
    let client = try TestServer().connect()
    client.send(request)
    #expect(client.answer()?.status == 431)
    #expect(client.rest() == "")
  }

  @Test(arguments: [
    "\0\0\0\0", "GARBAGE\r\n\r\n", "POST /open HTTP/9.9\r\nHost: a\r\n\r\n", "POST /open HTTP/1.1\r\n\r\n",
    "POST /open HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "POST /open HTTP/1.1\r\nHost a\r\n\r\n",
    "POST /open HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n1",
    "POST /open HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    "POST /open HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "POST /open HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
    "POST /open HTTP/1.1\r\nHost: a\r\nNa me: x\r\n\r\n", "POST open HTTP/1.1\r\nHost: a\r\n\r\n",
    "\u{16}\u{3}\u{1}\u{2}\0\u{1}\0\u{1}",
  ])
  func whatIsNotHTTP(request: String) throws {
    let server = try TestServer()
    let client = try server.connect()
    client.send(request)
    #expect(client.answer()?.status == 400)
    #expect(client.rest() == "")
    #expect(server.service.requests.isEmpty)
  }

  @Test func aRequestCutShortIsNotServed() throws {
    let server = try TestServer()
    let client = try server.connect()
    client.send(post("/open", "abc", length: 10))
    client.closeSending()
    _ = client.rest()
    #expect(server.service.requests.isEmpty)
  }

  @Test func aServicesOwn401GetsTheChallenge() throws {
    let answer = try #require(try TestServer().answer(to: post("/forbidden")))
    #expect(answer.status == 401)
    #expect(Challenge(answer.fields["www-authenticate"]) != nil)
  }

  @Test func requestsInFlightAreLimited() throws {
    let server = try TestServer { $0.limits.requestsInFlight = 1 }
    let first = try server.connect()
    first.send(post("/later"))
    #expect(eventually { !server.service.requests.isEmpty })
    let refused = try #require(try server.answer(to: post("/open")))
    #expect(refused.status == 503)
    #expect(refused.fields["retry-after"] == "5")
    #expect(server.service.answerWaiting("done"))
    #expect(first.answer()?.body == "done")
    #expect(try server.answer(to: post("/open", "free again"))?.body == "free again")
  }
}
