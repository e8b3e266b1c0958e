import NIOCore

/// An answer ready to be written: one buffer holds head and body, so that one write sends them.
struct Reply: Hashable {
  /// What the answer says about the connection; HTTP/1.1 keeps it open unless told otherwise, HTTP/1.0 closes it.
  enum Connection: Hashable { case unsaid, close, keepAlive }

  var status: Int
  var contentType: String?
  /// The challenge of a 401.
  var challenge: String?
  /// The methods of a 405.
  var allow: String?
  /// Seconds after which a 503 may have passed.
  var retryAfter: Int?
  var body: [UInt8] = []
  var connection = Connection.unsaid
  /// The request was a HEAD: the body's length is told, the body is not sent.
  var omitsBody = false

  init(_ answer: HTTPAnswer) {
    status = answer.status
    contentType = answer.contentType
    body = answer.body
  }

  /// An answer of the server's own. `explanation` takes the place of the usual one.
  init(_ status: HTTPStatus, explanation: StaticString? = nil) {
    self.status = status.rawValue
    let text = explanation ?? status.explanation
    if text.utf8CodeUnitCount > 0 {
      contentType = "text/plain;charset=UTF-8"
      body = text.withUTF8Buffer { Array($0) }
    }
    if status == .serviceUnavailable { retryAfter = 5 }
  }

  /// The answer's bytes. No `Date`: boards start in 1970, and RFC 9110 forbids a date from a clock that is not right.
  func encode(_ allocator: ByteBufferAllocator) -> ByteBuffer {
    var buffer = allocator.buffer(capacity: 256 + body.count)
    buffer.writeStaticString("HTTP/1.1 ")
    buffer.writeDecimal(status)
    buffer.writeStaticString(" ")
    buffer.writeStaticString(HTTPStatus.reason(of: status))
    if let contentType { buffer.writeField("Content-Type", contentType) }
    if let challenge { buffer.writeField("WWW-Authenticate", challenge) }
    if let allow { buffer.writeField("Allow", allow) }
    if let retryAfter { buffer.writeField("Retry-After", String(retryAfter)) }
    buffer.writeStaticString("\r\nContent-Length: ")
    buffer.writeDecimal(body.count)
    switch connection {
    case .unsaid: break
    case .close: buffer.writeStaticString("\r\nConnection: close")
    case .keepAlive: buffer.writeStaticString("\r\nConnection: keep-alive")
    }
    buffer.writeStaticString("\r\n\r\n")
    if !omitsBody { buffer.writeBytes(body) }
    return buffer
  }
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
