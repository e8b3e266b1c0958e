import NIOCore
import Testing

@testable import Transport

struct ReplyTests {
  private func text(_ reply: Reply) -> String {
    var encoder = ReplyEncoder()
    return String(buffer: encoder.encode(reply))
  }

  @Test func anAnswerThatIsStillHeldIsNotWrittenOver() {
    var encoder = ReplyEncoder()
    let large = encoder.encode(
      Reply(HTTPAnswer(status: 200, contentType: nil, body: [UInt8](repeating: 65, count: 9999))))
    let small = encoder.encode(Reply(.notFound))
    #expect(String(buffer: large).hasSuffix("AAA"))
    #expect(String(buffer: small).hasPrefix("HTTP/1.1 404 "))
    #expect(small.capacity < 9999)
  }

  @Test func anAnswerIsHeadAndBodyInOneBuffer() {
    let reply = Reply(
      HTTPAnswer(status: 200, contentType: "application/soap+xml;charset=UTF-8", body: Array("hi".utf8)))
    #expect(
      text(reply)
        == "HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml;charset=UTF-8\r\nContent-Length: 2\r\n\r\nhi")
  }

  @Test func aBodyInPiecesIsSentAsOne() {
    let pieces = ["<a>", "", "b", "</a>"].map { Array($0.utf8) }
    #expect(
      text(Reply(HTTPAnswer(status: 200, contentType: nil, pieces: pieces)))
        == "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n<a>b</a>")
  }

  @Test func aChallengeHasNoBody() {
    var reply = Reply(.unauthorized)
    reply.challenge = "Digest realm=\"R\""
    #expect(
      text(reply) == "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"R\"\r\nContent-Length: 0\r\n\r\n")
  }

  @Test func whatElseAHeadMaySay() {
    var reply = Reply(.methodNotAllowed)
    reply.allow = "POST"
    reply.connection = .close
    reply.omitsBody = true
    #expect(
      text(reply)
        == "HTTP/1.1 405 Method Not Allowed\r\nContent-Type: text/plain;charset=UTF-8\r\nAllow: POST\r\n"
        + "Content-Length: \(reply.bodySize)\r\nConnection: close\r\n\r\n")
    #expect(text(Reply(.serviceUnavailable)).contains("\r\nRetry-After: 5\r\n"))
  }

  @Test func statusesWithoutAPhraseKeepTheSpace() {
    #expect(text(Reply(HTTPAnswer(status: 299, contentType: nil, body: []))).hasPrefix("HTTP/1.1 299 \r\n"))
  }

  @Test func longBodiesAreCounted() {
    let reply = Reply(HTTPAnswer(status: 500, contentType: nil, body: [UInt8](repeating: 65, count: 1_234_567)))
    #expect(text(reply).contains("\r\nContent-Length: 1234567\r\n"))
  }
}
