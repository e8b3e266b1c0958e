/// The encodings that are read. Everything is UTF-8 before it reaches libxml2, so that bounds on bytes hold and no
/// converter of the system takes part.
public enum XMLEncoding: Hashable, Sendable {
  case utf8
  case utf16LittleEndian
  case utf16BigEndian
  case latin1

  public var isUTF16: Bool { self == .utf16LittleEndian || self == .utf16BigEndian }

  /// How many bytes of byte order mark stand at the start.
  func markCount(_ bytes: UnsafeRawBufferPointer) -> Int {
    switch self {
    case .utf8: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    case .utf16LittleEndian: bytes.starts(with: [0xFF, 0xFE]) ? 2 : 0
    case .utf16BigEndian: bytes.starts(with: [0xFE, 0xFF]) ? 2 : 0
    case .latin1: 0
    }
  }

  /// By the byte order mark, then the look of the first bytes, the `charset` of the transport, the XML declaration;
  /// UTF-8 when none says anything (RFC 7303 section 3).
  static func of(_ bytes: UnsafeRawBufferPointer, charset: String?) throws(XMLError) -> XMLEncoding {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return .utf8 }
    if bytes.looksLikeUTF32 { throw XMLError(.unsupportedCharacterSet("UTF-32")) }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0x3C, 0x00]) { return .utf16LittleEndian }
    if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0x00, 0x3C]) { return .utf16BigEndian }
    let named = charset.flatMap { $0.isEmpty ? nil : $0 }
    guard let name = named ?? declared(in: bytes) else { return .utf8 }
    switch String(decoding: name.utf8.map(\.asciiLowercased), as: UTF8.self) {
    case "utf-8", "utf8", "us-ascii", "ascii": return .utf8
    case "iso-8859-1", "latin1": return .latin1
    case "utf-16", "utf-16le", "utf-16be": throw XMLError(.malformed("it is said to be \(name) and is not"))
    default: throw XMLError(.unsupportedCharacterSet(name))
    }
  }

  /// The encoding that a document, even one that cannot be read, is most likely to have, and so its sender to read.
  public static func likely(_ bytes: UnsafeRawBufferPointer, charset: String?) -> XMLEncoding {
    (try? of(bytes, charset: charset)) ?? .utf8
  }

  /// The encoding named by the XML declaration.
  private static func declared(in bytes: UnsafeRawBufferPointer) -> String? {
    guard bytes.starts(with: Array("<?xml".utf8)) else { return nil }
    let declaration = bytes.prefix(256).prefix { $0 != UInt8(ascii: ">") }
    let word = Array("encoding".utf8)
    var rest = declaration[...]
    while !rest.starts(with: word) {
      guard rest.popFirst() != nil else { return nil }
    }
    rest = rest.dropFirst(word.count).drop { $0 != 0x22 && $0 != 0x27 }
    guard let quote = rest.popFirst() else { return nil }
    return String(decoding: rest.prefix { $0 != quote }, as: UTF8.self)
  }

  /// The document in UTF-8, without its byte order mark; nil when it is that already.
  func transcoded(_ bytes: UnsafeRawBufferPointer) throws(XMLError) -> [UInt8]? {
    switch self {
    case .utf8: return nil
    case .latin1: return Array(String(String.UnicodeScalarView(bytes.lazy.map { Unicode.Scalar($0) })).utf8)
    case .utf16LittleEndian, .utf16BigEndian:
      let body = UnsafeRawBufferPointer(rebasing: bytes.dropFirst(markCount(bytes)))
      guard body.count % 2 == 0 else { throw XMLError(.malformed("the UTF-16 ends within a character")) }
      let units = stride(from: 0, to: body.count, by: 2).lazy.map { place -> UInt16 in
        let unit = body.loadUnaligned(fromByteOffset: place, as: UInt16.self)
        return self == .utf16LittleEndian ? UInt16(littleEndian: unit) : UInt16(bigEndian: unit)
      }
      var result: [UInt8] = []
      result.reserveCapacity(body.count)
      let failed = transcode(units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: true) {
        result.append($0)
      }
      guard !failed else { throw XMLError(.malformed("the UTF-16 has half of a surrogate pair")) }
      return result
    }
  }
}

extension UnsafeRawBufferPointer {
  /// Whether a byte order mark or `<` stands first in four bytes: the one looks like UTF-16 otherwise.
  fileprivate var looksLikeUTF32: Bool {
    guard count >= 4, self[0] == 0 && self[1] == 0 || self[2] == 0 && self[3] == 0 else { return false }
    let unit = loadUnaligned(as: UInt32.self)
    return [0xFEFF, 0x3C].contains(UInt32(littleEndian: unit)) || [0xFEFF, 0x3C].contains(UInt32(bigEndian: unit))
  }
}
