import Synchronization

/// Why a schema table cannot be used.
public enum SchemaError: Error, Hashable, Sendable, CustomStringConvertible {
  case notATable
  case duplicateClass(String, line: Int)

  public var description: String {
    switch self {
    case .notATable: "this is not a schema table; make one with scripts/extract-cim-schema"
    case .duplicateClass(let name, let line): "line \(line): class \(name) is there twice"
    }
  }
}

/// The facts of the DMTF classes, from a table made by `scripts/extract-cim-schema`. Loading only finds where each
/// class stands; a class is read when it is first asked for. All methods may be called on any thread.
public final class CIMSchema: Sendable {
  private let table: SchemaTable
  /// Lower-case name to the byte range of the class's lines.
  private let places: [String: Range<Int>]
  private let classes = Mutex<[String: CIMClass]>([:])

  static let header = "# Lantern schema table 1\n"

  private init(table: SchemaTable, places: [String: Range<Int>]) {
    self.table = table
    self.places = places
  }

  public static let empty = CIMSchema(table: SchemaTable(bytes: []), places: [:])

  public static func load(_ bytes: [UInt8]) throws(SchemaError) -> CIMSchema {
    guard bytes.starts(with: header.utf8) else { throw .notATable }
    let table = SchemaTable(bytes: bytes)
    var places: [String: Range<Int>] = [:]
    var current: (name: String, start: Int)?
    var line = 0
    var start = 0
    while start < bytes.count {
      let end = table.endOfLine(start)
      line += 1
      if bytes[start] == UInt8(ascii: "C") {
        if let current { places[current.name] = current.start..<start }
        let name = table.text(table.columns(start..<end)[1]).lowercased()
        if places[name] != nil { throw .duplicateClass(name, line: line) }
        current = (name, start)
      }
      start = end + 1
    }
    if let current { places[current.name] = current.start..<bytes.count }
    return CIMSchema(table: table, places: places)
  }

  /// The class of that name, in any case of letters; nil when the table does not have it.
  public func cimClass(_ name: String) -> CIMClass? {
    classes.withLock { classes in classes[name] ?? read(name, &classes) }
  }

  /// Every class of the table in alphabetical order, in lower case.
  public var classNames: [String] { places.keys.sorted() }

  private func read(_ name: String, _ classes: inout [String: CIMClass]) -> CIMClass? {
    guard let place = places[name.lowercased()] else { return nil }
    var reader = ClassReader(table: table, place: place)
    if let known = classes[reader.name] { return known }
    let superclass = reader.superclassName.flatMap { classes[$0] ?? read($0, &classes) }
    let cimClass = reader.read(superclass: superclass)
    classes[cimClass.name] = cimClass
    return cimClass
  }
}
