import Testing

@testable import Transport

/// One request on a connection of its own, and the status it must get: each row is a rule of HTTP.
struct EdgeTests {
  struct Row: CustomTestStringConvertible {
    var rule: String
    var request: String
    var status: Int
    /// The connection is closed after the answer.
    var closes = false

    var testDescription: String { rule }

    init(_ rule: String, _ request: String, _ status: Int, closes: Bool = false) {
      self.rule = rule
      self.request = request
      self.status = status
      self.closes = closes
    }
  }

  private static func fields(_ lines: String..., method: String = "POST", path: String = "/open") -> String {
    (["\(method) \(path) HTTP/1.1", "Host: a"] + lines).joined(separator: "\r\n") + "\r\n\r\n"
  }

  static let rows = [
    Row("a path may have a query", post("/open?x=y", "hi"), 200),
    Row("a target may be absolute", post("http://bmc:623/open", "hi"), 200),
    Row("a target may be absolute with https", post("https://bmc/open", "hi"), 200),
    Row("unknown paths are not found", post("/etc/passwd"), 404),
    Row("paths are not decoded", post("/%6fpen"), 404),
    Row("paths are not normalised", post("/x/../open"), 404),
    Row("GET is not allowed", fields(method: "GET"), 405),
    Row("M-POST is not allowed", fields("Content-Length: 2", method: "M-POST") + "hi", 405),
    Row("methods have case", fields(method: "post"), 405),
    Row("OPTIONS * is no path", fields(method: "OPTIONS", path: "*"), 400, closes: true),
    Row("CONNECT is no path", fields(method: "CONNECT", path: "bmc:623"), 400, closes: true),
    Row("a missing Content-Type is taken", post("/typed", "<x/>"), 200),
    Row("application/soap+xml is taken", post("/typed", "<x/>", fields: ["Content-Type: application/soap+xml"]), 200),
    Row("text/plain is not taken", post("/typed", "x", fields: ["Content-Type: text/plain"]), 415),
    Row(
      "multipart is not taken", post("/typed", "x", fields: ["Content-Type: multipart/related;boundary=b"]), 415),
    Row(
      "forms are not taken", post("/typed", "x", fields: ["Content-Type: application/x-www-form-urlencoded"]), 415),
    Row("other expectations are not met", post("/open", fields: ["Expect: a miracle"]), 417, closes: true),
    Row("100-continue without a body is nothing", post("/open", fields: ["Expect: 100-continue"]), 200),
    Row("encoded bodies are not taken", post("/open", "x", fields: ["Content-Encoding: gzip"]), 415, closes: true),
    Row("two equal lengths", fields("Content-Length: 1", "Content-Length: 1") + "x", 400, closes: true),
    Row("two different lengths", fields("Content-Length: 1", "Content-Length: 2") + "xx", 400, closes: true),
    Row("a list of lengths", fields("Content-Length: 1, 1") + "x", 400, closes: true),
    Row("a negative length", fields("Content-Length: -1"), 400, closes: true),
    Row("a length that is no number", fields("Content-Length: many"), 400, closes: true),
    Row("no length at all is no body", fields(), 200),
    Row(
      "a length and chunks", fields("Content-Length: 5", "Transfer-Encoding: chunked") + "0\r\n\r\n", 400,
      closes: true),
    Row(
      "chunks and a length", fields("Transfer-Encoding: chunked", "Content-Length: 5") + "0\r\n\r\n", 400,
      closes: true),
    Row("chunked twice", fields("Transfer-Encoding: chunked, chunked") + "0\r\n\r\n", 501, closes: true),
    Row("another transfer encoding", fields("Transfer-Encoding: gzip"), 501, closes: true),
    Row("hidden chunks", fields("Transfer-Encoding: xchunked") + "0\r\n\r\n", 501, closes: true),
    Row("a space before the colon", fields("Content-Length : 1") + "x", 400, closes: true),
    Row("a folded field", fields("X: a", " b"), 400, closes: true),
    Row("a bare line feed", "POST /open HTTP/1.1\nHost: a\n\n", 400, closes: true),
    Row("a bare carriage return", fields("X: a\rContent-Length: 1"), 400, closes: true),
    Row("a NUL in a field", fields("X: a\0b"), 400, closes: true),
    Row("chunks in HTTP/1.0", "POST /open HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, closes: true),
    Row("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, closes: true),
    Row("HTTP/0.9", "GET /open\r\n\r\n", 400, closes: true),
    Row("a bad chunk size", fields("Transfer-Encoding: chunked") + "5x\r\nhello\r\n0\r\n\r\n", 400, closes: true),
    Row("a negative chunk size", fields("Transfer-Encoding: chunked") + "-5\r\nhello\r\n", 400, closes: true),
    Row(
      "an endless chunk size", fields("Transfer-Encoding: chunked") + String(repeating: "0", count: 2000), 400,
      closes: true),
    Row(
      "an endless chunk extension", fields("Transfer-Encoding: chunked") + "1;" + String(repeating: "x", count: 2000),
      400, closes: true),
    Row(
      "chunks announced after the chunks",
      fields("Transfer-Encoding: chunked") + "0\r\nTransfer-Encoding: chunked\r\n\r\n", 400, closes: true),
    Row(
      "an endless trailer", fields("Transfer-Encoding: chunked") + "0\r\n" + String(repeating: "X: y\r\n", count: 65),
      431, closes: true),
  ]

  @Test(arguments: rows)
  func everyRuleIsKept(row: Row) throws {
    let server = try TestServer()
    let client = try server.connect()
    client.send(row.request)
    let answer = try #require(client.answer())
    #expect(answer.status == row.status)
    #expect((answer.fields["connection"] == "close") == row.closes)
    if row.status != 200 { #expect(server.service.requests.isEmpty) }
    if row.closes {
      #expect(client.rest() == "")
    } else {
      client.send(post("/open", "the next"))
      #expect(client.answer()?.body == "the next")
    }
  }

  @Test func manyBeyondTheLimitAreAllToldSo() throws {
    let server = try TestServer { $0.limits.connections = 1 }
    let first = try server.connect()
    first.send(post("/open", "x"))
    #expect(first.answer()?.status == 200)
    let others = try (0..<100).map { _ in try server.connect() }
    for client in others { client.send(post("/open", "y")) }
    for client in others { #expect(client.answer()?.status == 503) }
    first.send(post("/open", "still served"))
    #expect(first.answer()?.body == "still served")
  }

  @Test func slowConnectionsDoNotHurtOthers() throws {
    let server = try TestServer()
    let request = post("/open", "hello")
    let slow = try (0..<100).map { _ in try server.connect() }
    for (number, client) in slow.enumerated() { client.send(String(request.prefix(number % request.count))) }
    for _ in 0..<10 { #expect(try server.answer(to: post("/open", "quick"))?.body == "quick") }
    for (number, client) in slow.enumerated() {
      client.send(String(request.dropFirst(number % request.count)))
      #expect(client.answer()?.body == "hello")
    }
  }

  @Test func sixIsServedLikeFour() throws {
    let server = try TestServer(["http://[::1]:0"]) { $0.limits.connectionsPerAddress = 1 }
    let client = try server.connect()
    client.send(post("http://[::1]:623/open", "x"))
    #expect(client.answer()?.body == "x")
    #expect(try server.answer(to: post("/open"))?.status == 503)
  }
}
