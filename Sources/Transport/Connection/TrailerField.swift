import NIOCore

/// A field after the last chunk (RFC 9112, section 7.1.2): nobody has a use for it.
enum TrailerField {
  /// Whether the line is a field, and none that says where messages end or what becomes of the connection: such a one
  /// belongs in the head (RFC 9110, section 6.5.1), and another reader might go by it.
  static func isWellFormed(_ line: ByteBufferView) -> Bool {
    let name = line.prefix(while: \.isTokenCharacter)
    guard !name.isEmpty, line.dropFirst(name.count).first == UInt8(ascii: ":"), line.allSatisfy(\.isFieldCharacter)
    else { return false }
    return !ofTheHead.contains { name.equalsIgnoringCase($0) }
  }

  private static let ofTheHead: [StaticString] = [
    "transfer-encoding", "content-length", "connection", "proxy-connection", "upgrade",
  ]
}
