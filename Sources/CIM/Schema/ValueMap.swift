/// The ValueMap and Values qualifiers of one property, parameter or return value.
public struct ValueMap: Sendable {
  /// `value` is the number as the schema writes it, or a string for string properties; ranges such as
  /// `0x7FFF..0xFFFF` and `..` are there too. `name` is nil where the schema gives no Values.
  public struct Entry: Hashable, Sendable {
    public let value: String
    public let name: String?
  }

  public let entries: [Entry]

  /// The value of a name, ranges aside. The schema spells one name in several ways (`Off-Hard`, `Off - Hard`), so
  /// spaces and the case of letters do not count.
  public func value(named name: some StringProtocol) -> String? {
    let wanted = Self.folded(name)
    return entries.first { entry in
      !entry.value.contains("..") && entry.name.map { Self.folded($0) == wanted } ?? false
    }?.value
  }

  public func name(of value: some StringProtocol) -> String? { entries.first { $0.value == value }?.name }

  /// The names that stand for one value each.
  public var names: [String] { entries.compactMap { $0.value.contains("..") ? nil : $0.name } }

  private static func folded(_ name: some StringProtocol) -> String {
    String(name.filter { $0 != " " && $0 != "_" }).lowercased()
  }
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
    entries = text.split(separator: "|").map { item in
      guard let equals = item.firstIndex(of: "=") else { return Entry(value: String(item), name: nil) }
      return Entry(value: String(item[..<equals]), name: String(item[item.index(after: equals)...]))
    }
  }
}
