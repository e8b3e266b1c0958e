import Testing

@testable import Transport

struct RequestHeadTests {
  @Test func fieldNamesHaveNoCase() throws {
    let found = try #require(
      head([
        ("CONTENT-TYPE", "a/b"), ("content-length", "12"), ("wsManIdentify", "unauthenticated"),
        ("AUTHORIZATION", "Basic x"), ("expect", "100-Continue"),
      ]))
    #expect(found.contentType == "a/b")
    #expect(found.declaredLength == 12)
    #expect(found.identifyHeader)
    #expect(found.authorization == Array("Basic x".utf8))
    #expect(found.expectsContinue)
    #expect(found.defect == nil)
  }

  @Test func blanksAroundValuesAreNotPartOfThem() {
    #expect(head([("Content-Type", "\t  a/b; c \t ")])?.contentType == "a/b; c")
    #expect(head([("Content-Type", "")])?.contentType == "")
    #expect(head([("Content-Type", "\u{e4}")])?.contentType == "\u{e4}")
  }

  @Test(arguments: [
    ("/wsman", "/wsman"), ("/wsman?a=b", "/wsman"), ("http://host:623/wsman", "/wsman"), ("HTTP://host", "/"),
    ("https://host/a/b?c", "/a/b"),
  ])
  func thePathOfATarget(target: String, path: String) throws {
    let found = try #require(head(target: target))
    #expect(found.path == path)
    #expect(found.target == target)
    #expect(found.defect == nil)
  }

  @Test(arguments: ["*", "host:623", "ftp://host/wsman", "wsman", "://x/y"])
  func otherTargetsAreMalformed(target: String) {
    #expect(head(target: target)?.defect == .malformed)
  }

  @Test(arguments: ["M-POST", "x!#$%&'*+-.^_`|~9", "get"])
  func everyTokenIsAMethod(method: String) {
    #expect(head(method: method)?.method == method)
  }

  @Test(arguments: [
    " /x HTTP/1.1", "POST  /x HTTP/1.1", "POST /x  HTTP/1.1", "POST /x HTTP/1.1 ", "POST /x HTTP/2.0",
    "POST /x HTTP/1.2", "POST /x http/1.1", "POST /x HTTP/1.11", "POST /x", "POST", "PO(ST /x HTTP/1.1",
    "POST /\u{e4} HTTP/1.1", "POST /\t HTTP/1.1", "POST /x HTTP/1.1\r",
  ])
  func otherRequestLinesAreNotHTTP(line: String) {
    let text = Array((line + "\r\nHost: h\r\n\r\n").utf8)
    #expect(text.withUnsafeBufferPointer { RequestHead(HeadText($0), reusing: nil) } == nil)
  }

  @Test(arguments: [
    ("Na me", "x"), ("Name ", "x"), ("", "x"), ("N\u{e4}me", "x"), ("Name", "a\u{0}b"), ("Name", "a\rb"),
    ("Name", "\u{7f}"), (" folded", "x"), ("(comment)", "x"),
  ])
  func otherFieldsAreNotHTTP(name: String, value: String) {
    #expect(head([(name, value)]) == nil)
  }

  @Test func oneHostIsNeededFromHTTP11On() {
    #expect(head(host: false)?.defect == .malformed)
    #expect(head([("Host", "other")])?.defect == .malformed)
    #expect(head(version: "HTTP/1.0", host: false)?.defect == nil)
    #expect(head([("Host", "other")], version: "HTTP/1.0")?.defect == .malformed)
  }

  @Test func aBodyIsAnnouncedByLengthOrChunked() {
    #expect(head()?.hasBody == false)
    #expect(head([("Content-Length", "0")])?.hasBody == false)
    #expect(head([("Content-Length", "0001")])?.declaredLength == 1)
    let chunked = head([("Transfer-Encoding", "Chunked")])
    #expect(chunked?.hasBody == true)
    #expect(chunked?.declaredLength == nil)
  }

  @Test(arguments: ["5368709120", "9223372036854775808", "99999999999999999999", "184467440737095516160"])
  func hugeLengthsStayHuge(length: String) throws {
    let found = try #require(head([("Content-Length", length)]))
    #expect(found.defect == nil)
    #expect(found.declaredLength! >= 5_368_709_120)
  }

  @Test(arguments: ["-1", "+1", "1.0", "0x10", "1 2", "1,1", "", "one"])
  func otherLengthsAreMalformed(length: String) {
    #expect(head([("Content-Length", length)])?.defect == .malformed)
  }

  /// RFC 9112, section 6.3: where two readers could disagree about the end of a request, it is refused.
  @Test(arguments: [
    [("Content-Length", "1"), ("Content-Length", "1")], [("Content-Length", "1"), ("Content-Length", "2")],
    [("Content-Length", "1"), ("Transfer-Encoding", "chunked")],
    [("Transfer-Encoding", "chunked"), ("Content-Length", "1")],
    [("Transfer-Encoding", "chunked"), ("Transfer-Encoding", "chunked")],
    [("Transfer-Encoding", "gzip"), ("Transfer-Encoding", "chunked")],
  ])
  func twoLengthsAreMalformed(fields: [(String, String)]) {
    #expect(head(fields)?.defect == .malformed)
  }

  @Test func thereAreNoChunksInHTTP10() {
    #expect(head([("Transfer-Encoding", "chunked")], version: "HTTP/1.0")?.defect == .malformed)
  }

  @Test func whatTheServerCannotDo() {
    #expect(head([("Transfer-Encoding", "gzip, chunked")])?.defect == .unknownTransferEncoding)
    #expect(head([("Transfer-Encoding", "")])?.defect == .unknownTransferEncoding)
    #expect(head([("Content-Encoding", "gzip")])?.defect == .contentEncoding)
    #expect(head([("Content-Encoding", "identity")])?.defect == nil)
    #expect(head([("Expect", "miracles")])?.defect == .unknownExpectation)
  }

  @Test func twoAuthorizationsAreNotOne() {
    let head = head([("Authorization", "Basic YTpi"), ("Authorization", "Basic YTpi")])
    #expect(head?.authorization == Array("Basic YTpi,Basic YTpi".utf8))
  }

  @Test func keepAlive() {
    #expect(head()?.isKeepAlive == true)
    #expect(head([("Connection", "Close")])?.isKeepAlive == false)
    #expect(head([("Connection", "TE, close")])?.isKeepAlive == false)
    #expect(head([("Connection", "keep-alive"), ("Connection", "close")])?.isKeepAlive == false)
    #expect(head([("Connection", "closed")])?.isKeepAlive == true)
    #expect(head(version: "HTTP/1.0")?.isKeepAlive == false)
    #expect(head([("Connection", "keep-alive")], version: "HTTP/1.0")?.isKeepAlive == true)
    #expect(head([("Connection", "keep-alive, close")], version: "HTTP/1.0")?.isKeepAlive == false)
    #expect(head([("Connection", "Upgrade"), ("Upgrade", "h2c")])?.isKeepAlive == true)
  }

  @Test func stringsOfTheHeadBeforeServeAgainOnlyWhereTheyAreTheSame() throws {
    let first = try #require(head([("Content-Type", "text/xml"), ("Authorization", "Basic eA==")], target: "/a?b"))
    for (fields, target) in [
      ([("Content-Type", "text/xml"), ("Authorization", "Basic eA==")], "/a?b"),
      ([("Content-Type", "text/xmL"), ("Authorization", "Basic eB==")], "/a?c"),
      ([], "/wsman"), ([("Content-Type", ""), ("Authorization", "")], "*"),
    ] {
      let text = "POST \(target) HTTP/1.1\r\nHost: h\r\n" + fields.map { "\($0): \($1)\r\n" }.joined() + "\r\n"
      let again = Array(text.utf8).withUnsafeBufferPointer { RequestHead(HeadText($0), reusing: first) }
      #expect(again == head(fields, target: target))
    }
  }
}
