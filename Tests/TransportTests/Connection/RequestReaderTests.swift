import NIOCore
import Testing

@testable import Transport

/// Requests out of bytes, in whatever pieces they come.
struct RequestReaderTests {
  /// Everything a reader makes of the text, bodies joined; the same whether it comes whole or byte by byte.
  private func parts(
    _ text: String, headSize: Int = 1024, fieldCount: Int = 8, sourceLocation: SourceLocation = #_sourceLocation
  ) -> [String] {
    func read(_ pieces: [ArraySlice<UInt8>]) -> [String] {
      var reader = RequestReader(headSize: headSize, fieldCount: fieldCount)
      var parts: [String] = []
      var body: String?
      for piece in pieces {
        reader.append(ByteBuffer(bytes: piece))
        while let part = reader.next() {
          if case .body(let bytes) = part {
            body = (body ?? "") + String(buffer: bytes)
            continue
          }
          if let complete = body { parts.append(complete) }
          body = nil
          switch part {
          case .head(let head): parts.append("\(head.method) \(head.path)")
          case .end: parts.append("end")
          case .invalid(let status): parts.append("\(status.rawValue)")
          case .body: break
          }
        }
      }
      if let body { parts.append(body + "…") }
      return parts
    }
    let bytes = Array(text.utf8)
    let whole = read([bytes[...]])
    let single = read(bytes.indices.map { bytes[$0...$0] })
    #expect(whole == single, sourceLocation: sourceLocation)
    return whole
  }

  private let chunked = "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"

  @Test func requestsFollowEachOther() {
    #expect(
      parts(post("/a", "hello") + post("/b") + "GET /c HTTP/1.1\r\nHost: h\r\n\r\n")
        == ["POST /a", "hello", "end", "POST /b", "end", "GET /c", "end"])
  }

  @Test func emptyLinesBeforeARequestAreSkipped() {
    #expect(parts("\r\n\r\n" + post("/a") + "\r\n" + post("/b")) == ["POST /a", "end", "POST /b", "end"])
  }

  @Test func anIncompleteRequestIsWaitedFor() {
    #expect(parts("POST /a HTTP/1.1\r\nHost: h\r\n") == [])
    #expect(parts("POST /a HTTP/1.1\r\nHost: h\r\n\r") == [])
    #expect(parts(post("/a", "hel", length: 5)) == ["POST /a", "hel…"])
  }

  @Test(arguments: ["\0", "\u{16}\u{3}\u{1}", "<", " ", ":"])
  func whatCannotBecomeARequestIsFoundOutAtOnce(text: String) {
    #expect(parts(text) == ["400"])
  }

  @Test(arguments: [
    "POST /a HTTP/1.1\nHost: h\n\n", "POST /a HTTP/1.1\r\nHost: h\n", "POST /a HTTP/1.1\r\nHost: h\r\nX: a\n b\r\n\r\n",
  ])
  func linesEndInCarriageReturnAndLineFeed(text: String) {
    #expect(parts(text) == ["400"])
  }

  @Test func nothingIsReadAfterGarbage() {
    #expect(parts("GARBAGE\r\n\r\n" + post("/a")) == ["400"])
    #expect(parts(post("/a", fields: ["Transfer-Encoding: gzip"]) + post("/b")) == ["POST /a"])
  }

  // MARK: Limits

  @Test func headsAreLimitedInSize() {
    let fits = "POST /a HTTP/1.1\r\nHost: h\r\nX: \(String(repeating: "x", count: 65))\r\n\r\n"
    #expect(parts(fits, headSize: 99) == ["POST /a", "end"])
    #expect(parts(fits, headSize: 98) == ["431"])
    #expect(parts("POST /" + String(repeating: "x", count: 1000), headSize: 100) == ["431"])
  }

  @Test func fieldsAreLimitedInNumber() {
    func request(_ count: Int) -> String {
      "POST /a HTTP/1.1\r\nHost: h\r\n" + String(repeating: "X: y\r\n", count: count - 1) + "\r\n"
    }
    #expect(parts(request(8)) == ["POST /a", "end"])
    #expect(parts(request(9)) == ["431"])
  }

  // MARK: Chunks

  @Test func chunksAreJoined() {
    #expect(
      parts(chunked + "5\r\nhello\r\n00A\r\n, world! :)\r\n0\r\n\r\n" + post("/b"))[1...] == [
        "hello, world! :", "400",
      ])
    #expect(
      parts(chunked + "5\r\nhello\r\n00b\r\n, world! :)\r\n0\r\n\r\n" + post("/b"))
        == ["POST /a", "hello, world! :)", "end", "POST /b", "end"])
    #expect(parts(chunked + "0\r\n\r\n" + post("/b")) == ["POST /a", "end", "POST /b", "end"])
  }

  @Test func extensionsAndTrailersAreSkipped() {
    #expect(
      parts(chunked + "2;a=b;c=\"d;e\"\r\nhi\r\n0 ; x\r\nTrailer: x\r\nOther:\r\n\r\n" + post("/b"))
        == ["POST /a", "hi", "end", "POST /b", "end"])
  }

  @Test(arguments: [
    ";a", ";a=b", "\t; a =\tb ;c", ";a=\"\"", ";a=\"b;\\\"c\\\\\" ; d", ";!#$%&'*+-.^_`|~09=~", ";a=\"é\t\\é\"",
  ])
  func extensionsAreNamesWithWordsOrQuotations(text: String) {
    #expect(parts(chunked + "2\(text)\r\nhi\r\n0\r\n\r\n") == ["POST /a", "hi", "end"])
  }

  @Test(arguments: [
    ";", " ", "a;", ";;a", ";a;", ";=b", ";a=", ";a b", ";a = b c", ";a=b=c", ";\"a\"", ";a(b", ";a=\"b", ";a=\"b\\",
    ";a=\"b\\\"", ";a=\"b\"c", ";a=\"b\" ", ";a=\"b\u{1}\"", ";a=\"\\\u{7f}\"", ";é", ";a=é", "; ", ";a ",
  ])
  func otherExtensionsAreNotHTTP(text: String) {
    #expect(parts(chunked + "2\(text)\r\nhi\r\n0\r\n\r\n") == ["POST /a", "400"])
  }

  @Test(arguments: [
    "\r\n", "x\r\n", "-1\r\n", "+1\r\n", "0x1\r\n", " 1\r\n", "1 1\r\n", "1\n", "1\r\nab\r\n", "1\r\na\n",
    "1;\u{0}\r\n",
    "fffffffff\r\n", "10000000000000001\r\n", ";\r\n", "0\r\nno colon\r\n", "0\r\n: x\r\n", "0\r\n folded: x\r\n",
    "0\r\nName : x\r\n", "0\r\n\n",
  ])
  func otherChunksAreNotHTTP(text: String) {
    #expect(parts(chunked + text).last == "400")
  }

  @Test(arguments: [
    "Transfer-Encoding: chunked", "transfer-encoding:", "Content-Length: 0", "CONNECTION: close",
    "Proxy-Connection: x", "Upgrade: h2c",
  ])
  func whatAnotherReaderMightGoByDoesNotComeAfterTheBody(field: String) {
    #expect(parts(chunked + "0\r\nX: y\r\n\(field)\r\n\r\n" + post("/b")) == ["POST /a", "400"])
  }

  @Test func extensionsAreBounded() {
    let one = "1;" + String(repeating: "x", count: 100) + "\r\na\r\n"
    #expect(parts(chunked + String(repeating: one, count: 10) + "0\r\n\r\n").last == "end")
    #expect(parts(chunked + String(repeating: one, count: 11)).last == "400")
    #expect(parts(chunked + "1;" + String(repeating: "x", count: 2000)).last == "400")
  }

  @Test func trailersAreBounded() {
    #expect(parts(chunked + "0\r\n" + String(repeating: "X: y\r\n", count: 8) + "\r\n").last == "end")
    #expect(parts(chunked + "0\r\n" + String(repeating: "X: y\r\n", count: 9)).last == "431")
    #expect(parts(chunked + "0\r\nX: " + String(repeating: "y", count: 2000)).last == "400")
  }
}
