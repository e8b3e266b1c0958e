/// The name of an element to be written: a prefix declared on the outermost element, and a local name.
public struct XMLTag: Hashable, Sendable {
  /// `prefix:local`.
  let qualified: String

  /// Both are ASCII names (letters, digits, `_`, `-`, `.`; no digit first); anything else is a mistake of the program.
  public init(_ prefix: String, _ local: String) {
    precondition(prefix.isXMLName && local.isXMLName, "not a name: \(prefix):\(local)")
    qualified = "\(prefix):\(local)"
  }

  /// `<prefix:local>` and `</prefix:local>`.
  public var startAndEnd: (start: [UInt8], end: [UInt8]) {
    (Array("<\(qualified)>".utf8), Array("</\(qualified)>".utf8))
  }

  /// Nil where `local`, which came from outside, is not such a name.
  public init?(_ prefix: String, checking local: String) {
    guard prefix.isXMLName, local.isXMLName else { return nil }
    qualified = "\(prefix):\(local)"
  }
}

extension String {
  fileprivate var isXMLName: Bool {
    guard let first = utf8.first, first.isXMLNameStart else { return false }
    return utf8.allSatisfy { $0.isXMLNameStart || 0x30...0x39 ~= $0 || $0 == 0x2D || $0 == 0x2E }
  }
}

extension UInt8 {
  fileprivate var isXMLNameStart: Bool { 0x61...0x7A ~= self || 0x41...0x5A ~= self || self == 0x5F }
}
