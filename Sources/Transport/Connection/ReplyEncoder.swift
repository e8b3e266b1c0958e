import NIOCore

/// Writes answers, head and body in one buffer, so that one write sends them.
///
/// The buffer serves again as soon as nothing holds the answer before: an answer costs no memory of its own unless its
/// client is slow to take it in.
struct ReplyEncoder {
  private var buffer = ByteBuffer()

  /// No `Date`: boards start in 1970, and RFC 9110 forbids a date from a clock that is not right.
  mutating func encode(_ reply: Reply) -> ByteBuffer {
    let body = reply.omitsBody ? [] : reply.body
    buffer.clear(minimumCapacity: Self.usualHead + body.count)
    buffer.writeStaticString("HTTP/1.1 ")
    buffer.writeDecimal(reply.status)
    buffer.writeStaticString(" ")
    buffer.writeStaticString(HTTPStatus.reason(of: reply.status))
    if let contentType = reply.contentType { buffer.writeField("Content-Type", contentType) }
    if let challenge = reply.challenge { buffer.writeField("WWW-Authenticate", challenge) }
    if let allow = reply.allow { buffer.writeField("Allow", allow) }
    if let retryAfter = reply.retryAfter { buffer.writeField("Retry-After", String(retryAfter)) }
    buffer.writeStaticString("\r\nContent-Length: ")
    buffer.writeDecimal(reply.body.count)
    switch reply.connection {
    case .unsaid: break
    case .close: buffer.writeStaticString("\r\nConnection: close")
    case .keepAlive: buffer.writeStaticString("\r\nConnection: keep-alive")
    }
    buffer.writeStaticString("\r\n\r\n")
    buffer.writeBytes(body)
    return buffer
  }

  private static let usualHead = 256
}

extension ByteBuffer {
  fileprivate mutating func writeField(_ name: StaticString, _ value: String) {
    writeStaticString("\r\n")
    writeStaticString(name)
    writeStaticString(": ")
    writeString(value)
  }

  /// Without the heap allocations of `String(number)`.
  fileprivate mutating func writeDecimal(_ number: Int) {
    if number >= 10 { writeDecimal(number / 10) }
    writeInteger(UInt8(ascii: "0") + UInt8(number % 10))
  }
}
