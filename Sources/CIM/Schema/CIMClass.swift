/// A class of the schema with everything it inherits. There is one object per class and schema, so identity is
/// equality.
public final class CIMClass: Sendable, Hashable {
  public let name: String
  public let superclass: CIMClass?
  public let isAssociation: Bool
  public let isAbstract: Bool
  /// All of them, ascending by code point of the name: the order in XML (DSP0230).
  public let properties: [CIMProperty]
  /// The key properties, in the order of `properties`.
  public let keys: [CIMProperty]
  /// All of them; a subclass's version replaces an inherited one.
  public let methods: [CIMMethod]
  /// The resource URI, which is also the XML namespace of its instances.
  public let resourceURI: String
  private let slots: [String: Int]

  public static let resourceURIPrefix = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/"

  init(
    name: String, superclass: CIMClass?, isAssociation: Bool, isAbstract: Bool, ownProperties: [CIMProperty],
    ownMethods: [CIMMethod]
  ) {
    self.name = name
    self.superclass = superclass
    self.isAssociation = isAssociation
    self.isAbstract = isAbstract
    let redefined = Set(ownProperties.map(\.name))
    var all = (superclass?.properties ?? []).filter { !redefined.contains($0.name) } + ownProperties
    all.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    for index in all.indices { all[index].index = index }
    properties = all
    keys = all.filter(\.isKey)
    let redefinedMethods = Set(ownMethods.map(\.name))
    methods = (superclass?.methods ?? []).filter { !redefinedMethods.contains($0.name) } + ownMethods
    resourceURI = Self.resourceURIPrefix + name
    slots = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0.index) })
  }

  /// The property of that name, in any case of letters.
  public func property(_ name: String) -> CIMProperty? {
    if let slot = slots[name] { return properties[slot] }
    return properties.first { $0.name.isSameName(as: name) }
  }

  /// The method of that name, in any case of letters.
  public func method(_ name: String) -> CIMMethod? {
    methods.first { $0.name == name } ?? methods.first { $0.name.isSameName(as: name) }
  }

  /// Whether it is `other` or one of its subclasses.
  public func isKind(of other: CIMClass) -> Bool {
    var next: CIMClass? = self
    while let this = next {
      if this === other { return true }
      next = this.superclass
    }
    return false
  }

  /// The topmost class that has these keys: instances of all classes below it are told apart by the same names.
  var keyRoot: CIMClass {
    var root = self
    while let above = root.superclass, above.keys.count == root.keys.count { root = above }
    return root
  }

  public static func == (a: CIMClass, b: CIMClass) -> Bool { a === b }

  public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

extension StringProtocol {
  /// Whether two names of CIM are one: they are ASCII, and their case does not count (DSP0004 A.2).
  public func isSameName(as other: some StringProtocol) -> Bool {
    guard utf8.count == other.utf8.count else { return false }
    let quick = utf8.withContiguousStorageIfAvailable { mine in
      other.utf8.withContiguousStorageIfAvailable { mine.isSameName(as: $0) }
    }
    return (quick ?? nil) ?? Array(utf8).isSameName(as: Array(other.utf8))
  }
}

extension RandomAccessCollection<UInt8> where Index == Int {
  /// Of as many octets as `other`.
  fileprivate func isSameName(as other: Self) -> Bool {
    for place in indices {
      let (x, y) = (self[place], other[place])
      guard x == y || (x | 0x20 == y | 0x20 && 0x61...0x7A ~= x | 0x20) else { return false }
    }
    return true
  }
}
