import Glibc

/// A piece of text in a tree, compared and read without making a `String` of it.
public struct XMLText: Sendable {
  let tree: XMLTree
  let start: Int
  /// Bytes of UTF-8.
  public let count: Int

  public var isEmpty: Bool { count == 0 }

  /// UTF-8; valid during the call only.
  public func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
    try tree.bytes.withUnsafeBufferPointer { try body(UnsafeBufferPointer(rebasing: $0[start..<start + count])) }
  }

  public var string: String { withBytes { String(decoding: $0, as: UTF8.self) } }

  public var bytes: [UInt8] { withBytes { Array($0) } }

  /// Without XML white space at either end: for URIs, numbers and words, which clients indent.
  public var trimmed: XMLText {
    withBytes { bytes in
      var (low, high) = (0, bytes.count)
      while low < high && bytes[low].isXMLSpace { low += 1 }
      while high > low && bytes[high - 1].isXMLSpace { high -= 1 }
      return XMLText(tree: tree, start: start + low, count: high - low)
    }
  }

  public static func == (text: XMLText, literal: StaticString) -> Bool {
    guard text.count == literal.utf8CodeUnitCount else { return false }
    return text.isEmpty || text.withBytes { memcmp($0.baseAddress!, literal.utf8Start, literal.utf8CodeUnitCount) == 0 }
  }

  public static func == (a: XMLText, b: XMLText) -> Bool {
    a.withBytes { a in b.withBytes { b in a.elementsEqual(b) } }
  }

  /// Equal but for the case of ASCII letters.
  public func equalsIgnoringCase(_ literal: StaticString) -> Bool {
    literal.withUTF8Buffer { other in withBytes { $0.equalsIgnoringCase(other) } }
  }

  public func equalsIgnoringCase(text: Substring) -> Bool { withBytes { $0.equalsIgnoringCase(text.utf8) } }

  /// What follows `prefix`; nil when the text begins otherwise.
  public func string(after prefix: String) -> String? {
    withBytes { bytes in
      guard bytes.starts(with: prefix.utf8) else { return nil }
      return String(decoding: bytes.dropFirst(prefix.utf8.count), as: UTF8.self)
    }
  }

  /// A decimal number without sign, white space around it allowed; nil for everything else.
  public var unsigned: UInt64? {
    trimmed.withBytes { bytes in
      guard !bytes.isEmpty else { return nil }
      var value: UInt64 = 0
      for byte in bytes {
        guard case 0x30...0x39 = byte else { return nil }
        let (scaled, overflow) = value.multipliedReportingOverflow(by: 10)
        let (sum, carried) = scaled.addingReportingOverflow(UInt64(byte - 0x30))
        guard !overflow && !carried else { return nil }
        value = sum
      }
      return value
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate func equalsIgnoringCase(_ other: some Collection<UInt8>) -> Bool {
    elementsEqual(other) { $0.asciiLowercased == $1.asciiLowercased }
  }
}

extension UInt8 {
  var isXMLSpace: Bool { self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09 }
  var asciiLowercased: UInt8 { 0x41...0x5A ~= self ? self | 0x20 : self }
}
