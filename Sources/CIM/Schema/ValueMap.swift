/// The ValueMap and Values qualifiers of one property, parameter or return value.
public struct ValueMap: Sendable {
  public struct Entry: Hashable, Sendable {
    /// The number as the schema writes it, or a string for string properties.
    public let value: String
    /// Nil where the schema gives no Values.
    public let name: String?
    /// `0x7FFF..0xFFFF` or `..`: the name stands for no single value.
    public let isRange: Bool
  }

  public let entries: [Entry]

  /// The single value of a name. The schema spells one name in several ways (`Off-Hard`, `Off - Hard`, `Sleep -_Deep`),
  /// so spaces, underscores and the case of letters do not count.
  public func value(named name: String) -> String? {
    entries.first { entry in !entry.isRange && entry.name.map { $0.utf8.isSpelledLike(name.utf8) } ?? false }?.value
  }

  public func name(of value: String) -> String? { entries.first { $0.value == value }?.name }

  /// The names that stand for one value each.
  public var names: [String] { entries.compactMap { $0.isRange ? nil : $0.name } }
}

/// Where the text of a value map stands in the schema table, so that the many maps nobody asks for cost nothing.
struct ValueMapText: Sendable {
  let table: SchemaTable
  let range: Range<Int>

  var parsed: ValueMap { ValueMap(text: table.text(range)) }
}

extension ValueMap {
  /// `0=Unknown|1=Other|..=DMTF Reserved`, or bare values where there are no names.
  init(text: String) {
    entries = text.utf8.split(separator: UInt8(ascii: "|")).map { item in
      let equals = item.firstIndex(of: UInt8(ascii: "="))
      let value = item[..<(equals ?? item.endIndex)]
      return Entry(
        value: String(Substring(value)), name: equals.map { String(Substring(item[item.index(after: $0)...])) },
        isRange: value.hasDots)
    }
  }
}

extension String.UTF8View {
  /// Equal but for spaces, underscores and the case of ASCII letters.
  fileprivate func isSpelledLike(_ other: String.UTF8View) -> Bool {
    var mine = makeIterator()
    var others = other.makeIterator()
    while true {
      let (a, b) = (mine.nextLetter(), others.nextLetter())
      if a != b { return false }
      if a == nil { return true }
    }
  }
}

extension String.UTF8View.Iterator {
  fileprivate mutating func nextLetter() -> UInt8? {
    while let byte = next() {
      if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "_") { continue }
      return (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }
    return nil
  }
}

extension Substring.UTF8View {
  /// Two dots in a row: a range. NameFormat has a value with single dots (`E.164`).
  fileprivate var hasDots: Bool { zip(self, dropFirst()).contains { $0 == 0x2E && $1 == 0x2E } }
}
