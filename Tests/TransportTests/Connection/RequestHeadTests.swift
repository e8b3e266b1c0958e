import NIOHTTP1
import Testing

@testable import Transport

struct RequestHeadTests {
  private func head(
    _ fields: [(String, String)] = [], uri: String = "/wsman", version: HTTPVersion = .http1_1, host: Bool = true
  ) -> RequestHead {
    RequestHead(
      HTTPRequestHead(
        version: version, method: .POST, uri: uri, headers: HTTPHeaders((host ? [("Host", "bmc")] : []) + fields)))
  }

  @Test func fieldNamesHaveNoCase() {
    let head = head([
      ("CONTENT-TYPE", "a/b"), ("content-length", "12"), ("wsManIdentify", "unauthenticated"),
      ("AUTHORIZATION", "Basic x"), ("expect", "100-Continue"),
    ])
    #expect(head.contentType == "a/b")
    #expect(head.declaredLength == 12)
    #expect(head.identifyHeader)
    #expect(head.authorization == "Basic x")
    #expect(head.expectsContinue)
    #expect(head.defect == nil)
  }

  @Test(arguments: [
    ("/wsman", "/wsman"), ("/wsman?a=b", "/wsman"), ("http://host:623/wsman", "/wsman"), ("HTTP://host", "/"),
    ("https://host/a/b?c", "/a/b"),
  ])
  func thePathOfATarget(target: String, path: String) {
    let head = head(uri: target)
    #expect(head.path == path)
    #expect(head.target == target)
    #expect(head.defect == nil)
  }

  @Test(arguments: ["*", "host:623", "ftp://host/wsman", "wsman", "://x/y"])
  func otherTargetsAreMalformed(target: String) {
    #expect(head(uri: target).defect == .malformed)
  }

  @Test func oneHostIsNeededFromHTTP11On() {
    #expect(head(host: false).defect == .malformed)
    #expect(head([("Host", "other")]).defect == .malformed)
    #expect(head(version: .http1_0, host: false).defect == nil)
  }

  @Test func aBodyIsAnnouncedByLengthOrChunked() {
    #expect(!head().hasBody)
    #expect(!head([("Content-Length", "0")]).hasBody)
    #expect(head([("Content-Length", "1")]).hasBody)
    let chunked = head([("Transfer-Encoding", "Chunked")])
    #expect(chunked.hasBody)
    #expect(chunked.declaredLength == nil)
  }

  @Test func whatTheServerCannotDo() {
    #expect(head([("Transfer-Encoding", "gzip, chunked")]).defect == .unknownTransferEncoding)
    #expect(head([("Content-Encoding", "gzip")]).defect == .contentEncoding)
    #expect(head([("Content-Encoding", "identity")]).defect == nil)
    #expect(head([("Expect", "miracles")]).defect == .unknownExpectation)
  }

  @Test func twoAuthorizationsAreNotOne() {
    let head = head([("Authorization", "Basic YTpi"), ("Authorization", "Basic YTpi")])
    #expect(head.authorization == "Basic YTpi,Basic YTpi")
  }

  @Test func keepAlive() {
    #expect(head().isKeepAlive)
    #expect(!head([("Connection", "close")]).isKeepAlive)
    #expect(!head(version: .http1_0).isKeepAlive)
    #expect(head([("Connection", "keep-alive")], version: .http1_0).isKeepAlive)
    #expect(!head([("Connection", "Upgrade"), ("Upgrade", "h2c")]).isKeepAlive)
  }
}
