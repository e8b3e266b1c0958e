import NIOCore

/// Writes answers, head and body in one buffer, so that one write sends them.
///
/// The buffer serves again as soon as nothing holds the answer before: an answer costs no memory of its own unless its
/// client is slow to take it in.
struct ReplyEncoder {
  private var buffer = ByteBuffer()

  /// No `Date`: boards start in 1970, and RFC 9110 forbids a date from a clock that is not right.
  mutating func encode(_ reply: borrowing Reply) -> ByteBuffer {
    let bodySize = reply.bodySize
    let given =
      (reply.contentType?.utf8.count ?? 0) + (reply.challenge?.utf8.count ?? 0) + (reply.allow?.utf8.count ?? 0)
    let size = Self.fixedSize + given + (reply.omitsBody ? 0 : bodySize)
    buffer.clear(minimumCapacity: size)
    buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: size) { space in
      var cursor = Cursor(space)
      cursor.append("HTTP/1.1 ")
      cursor.append(reply.status)
      cursor.append(" ")
      cursor.append(HTTPStatus.reason(of: reply.status))
      if let contentType = reply.contentType { cursor.append("\r\nContent-Type: ", contentType) }
      if let challenge = reply.challenge { cursor.append("\r\nWWW-Authenticate: ", challenge) }
      if let allow = reply.allow { cursor.append("\r\nAllow: ", allow) }
      if let retryAfter = reply.retryAfter {
        cursor.append("\r\nRetry-After: ")
        cursor.append(retryAfter)
      }
      cursor.append("\r\nContent-Length: ")
      cursor.append(bodySize)
      switch reply.connection {
      case .unsaid: break
      case .close: cursor.append("\r\nConnection: close")
      case .keepAlive: cursor.append("\r\nConnection: keep-alive")
      }
      cursor.append("\r\n\r\n")
      if !reply.omitsBody {
        for piece in reply.pieces where !piece.isEmpty { piece.withUnsafeBytes { cursor.append($0) } }
      }
      return cursor.count
    }
    return buffer
  }

  /// No less than all fixed texts, the longest reason and three numbers.
  private static let fixedSize = 256

  /// Writes into memory that is large enough; it would trap if it were not.
  private struct Cursor {
    private let space: UnsafeMutableRawBufferPointer
    private(set) var count = 0

    init(_ space: UnsafeMutableRawBufferPointer) { self.space = space }

    mutating func append(_ bytes: UnsafeRawBufferPointer) {
      UnsafeMutableRawBufferPointer(rebasing: space[count...]).copyMemory(from: bytes)
      count += bytes.count
    }

    mutating func append(_ text: StaticString) { text.withUTF8Buffer { append(UnsafeRawBufferPointer($0)) } }

    mutating func append(_ name: StaticString, _ value: String) {
      append(name)
      var value = value
      value.withUTF8 { append(UnsafeRawBufferPointer($0)) }
    }

    mutating func append(_ number: Int) {
      if number >= 10 { append(number / 10) }
      space[count] = UInt8(ascii: "0") + UInt8(number % 10)
      count += 1
    }
  }
}
