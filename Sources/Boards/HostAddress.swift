import Documents

/// `host`, `host:port` or `[IPv6]:port`.
struct HostAddress: Hashable, Sendable {
  var host: String
  /// Nil where none is written.
  var port: UInt16?

  private static let expectation = "an address such as 10.0.0.7, bmc.example:623 or [fe80::1]:623"

  init(parsing text: String) throws(Refusal) {
    func isOneWord(_ text: String) -> Bool {
      text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x2F && $0 < 0x7F }
    }
    guard isOneWord(text), let address = try HostAddress.split(text) else {
      throw Refusal(message: "must be \(HostAddress.expectation), not '\(text)'.")
    }
    self = address
  }

  private init(host: String, port: UInt16?) {
    self.host = host
    self.port = port
  }

  /// Nil for what is not of its form.
  private static func split(_ text: String) throws(Refusal) -> HostAddress? {
    if text.hasPrefix("[") {
      guard let end = text.firstIndex(of: "]") else { return nil }
      let host = text[text.index(after: text.startIndex)..<end]
      let rest = text[text.index(after: end)...]
      guard host.contains(":"), rest.isEmpty || rest.hasPrefix(":") else { return nil }
      return HostAddress(host: String(host), port: rest.isEmpty ? nil : try port(rest.dropFirst()))
    }
    let colons = text.utf8.count { $0 == 0x3A }
    if colons > 1 { throw Refusal(message: "must have an IPv6 address in brackets: [\(text)].") }
    let pieces = text.split(separator: ":", omittingEmptySubsequences: false)
    guard let host = pieces.first, !host.isEmpty else { return nil }
    return HostAddress(host: String(host), port: pieces.count == 1 ? nil : try port(pieces[1]))
  }

  private static func port(_ text: Substring) throws(Refusal) -> UInt16 {
    guard let port = UInt16(text), port > 0 else {
      throw Refusal(message: "has no port from 1 to 65535 after its ':'.")
    }
    return port
  }
}

extension ValueType where Value == HostAddress {
  static var hostAddress: Self {
    ValueType("an address such as 10.0.0.7") { (text) throws(Refusal) -> HostAddress? in
      try HostAddress(parsing: text)
    }
  }
}
