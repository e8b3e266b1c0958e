import Model

/// A version as files state it.
enum VersionText {
  /// The first line; a property of the device tree ends with a zero. Nil where there is nothing.
  static func firstLine(_ bytes: [UInt8]) -> String? {
    meaningful(bytes.prefix { $0 != 0 && $0 != 0x0a && $0 != 0x0d })
  }

  /// The value of the last line `key=value`, as a shell would read it: with or without quotes. Nil where there is none.
  static func value(of key: String, in bytes: [UInt8]) -> String? {
    var found: String?
    for line in bytes.split(whereSeparator: { $0 == 0x0a || $0 == 0x0d }) {
      let line = line.drop { $0 == 0x20 || $0 == 0x09 }
      guard line.starts(with: key.utf8), line.dropFirst(key.utf8.count).first == 0x3d else { continue }
      found = meaningful(unquoted(line.dropFirst(key.utf8.count + 1)))
    }
    return found
  }

  /// Within single quotes everything is meant; elsewhere a backslash means the next character.
  private static func unquoted(_ value: ArraySlice<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    var quote: UInt8 = 0
    var isEscaped = false
    for byte in value {
      if isEscaped || byte == 0x5c && quote != 0x27 {
        if isEscaped { text.append(byte) }
        isEscaped.toggle()
      } else if byte == quote {
        quote = 0
      } else if quote == 0, byte == 0x22 || byte == 0x27 {
        quote = byte
      } else {
        text.append(byte)
      }
    }
    return text
  }

  /// Without control characters, and not longer than a version can be.
  private static func meaningful(_ bytes: some Sequence<UInt8>) -> String? {
    Placeholder.meaningful(String(decoding: bytes.filter { $0 >= 0x20 && $0 != 0x7f }.prefix(128), as: UTF8.self))
  }
}
