internal import Hashing

/// Text with labelled blocks of base 64 between `-----BEGIN X-----` and `-----END X-----` (RFC 7468). Other text is passed
/// over, and lines may have any length and ending.
struct PEM {
  struct Block {
    var label: String
    var der: [UInt8]
    /// The block says that its contents are encrypted (RFC 1421, as old versions of OpenSSL write keys).
    var isEncrypted: Bool
  }

  /// The blocks in their order; nil when one has no end or is not base 64.
  static func blocks(in text: [UInt8]) -> [Block]? {
    var blocks: [Block] = []
    var label: String?
    var base64: [UInt8] = []
    var isEncrypted = false
    for line in text.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
      if let begun = label {
        if marker(line, "-----END ") == begun {
          guard let der = Base64.decode(base64) ?? (isEncrypted ? [] : nil) else { return nil }
          blocks.append(Block(label: begun, der: der, isEncrypted: isEncrypted))
          label = nil
        } else if line.contains(UInt8(ascii: ":")) {
          if line.starts(with: "Proc-Type:".utf8) { isEncrypted = true }
        } else {
          base64 += line.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
        }
      } else if let begun = marker(line, "-----BEGIN ") {
        label = begun
        base64 = []
        isEncrypted = false
      }
    }
    return label == nil ? blocks : nil
  }

  private static func marker(_ line: ArraySlice<UInt8>, _ start: StaticString) -> String? {
    let end = "-----".utf8
    let line = line.trimming { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    return start.withUTF8Buffer { start in
      guard line.starts(with: start), line.suffix(end.count).elementsEqual(end), line.count > start.count + end.count
      else { return nil }
      return String(decoding: line.dropFirst(start.count).dropLast(end.count), as: UTF8.self)
    }
  }
}

extension ArraySlice {
  fileprivate func trimming(while isSurplus: (Element) -> Bool) -> ArraySlice {
    let head = drop(while: isSurplus)
    return head.dropLast(head.reversed().prefix(while: isSurplus).count)
  }
}
