/// Reads the lines of one class of a schema table.
///
///     C  name  superclass  flags                      a association, x abstract
///     P  name  type        flags  class  values       k key, r required, w writable, o octet string
///     M  name  type        values
///     A  name  type        flags  class  values       i input, o output, r required, b octet string
///
/// Columns are separated by tabs; `-` is an empty column; types end in `[]` for arrays; `class` is the class of a
/// reference or of an embedded instance.
struct ClassReader {
  let table: SchemaTable
  let name: String
  let superclassName: String?
  private let flags: String
  private var next: Int
  private let end: Int
  private var properties: [CIMProperty] = []
  private var methods: [CIMMethod] = []

  init(table: SchemaTable, place: Range<Int>) {
    self.table = table
    let firstEnd = table.endOfLine(place.lowerBound)
    let columns = table.columns(place.lowerBound..<firstEnd)
    name = table.text(columns[1])
    superclassName = Self.text(columns[2], table)
    flags = table.text(columns[3])
    next = firstEnd + 1
    end = place.upperBound
  }

  mutating func read(superclass: CIMClass?) -> CIMClass {
    while next < end {
      let lineEnd = table.endOfLine(next)
      let columns = table.columns(next..<lineEnd)
      switch table.bytes[next] {
      case UInt8(ascii: "P") where columns.count == 6: properties.append(property(columns))
      case UInt8(ascii: "M") where columns.count == 4: methods.append(method(columns))
      case UInt8(ascii: "A") where columns.count == 6: addParameter(columns)
      default: break
      }
      next = lineEnd + 1
    }
    return CIMClass(
      name: name, superclass: superclass, isAssociation: flags.contains("a"), isAbstract: flags.contains("x"),
      ownProperties: properties, ownMethods: methods)
  }

  private func property(_ columns: [Range<Int>]) -> CIMProperty {
    let (type, isArray) = type(columns[2])
    let flags = table.text(columns[3])
    let related = Self.text(columns[4], table)
    let definition = CIMProperty.Definition(
      name: table.text(columns[1]), type: type, isArray: isArray, isKey: flags.contains("k"),
      isRequired: flags.contains("r"), isWritable: flags.contains("w"), isOctetString: flags.contains("o"),
      referenceClass: type == .reference ? related : nil, embeddedClass: type == .reference ? nil : related,
      values: values(columns[5]))
    return CIMProperty(definition: definition, index: 0)
  }

  private func method(_ columns: [Range<Int>]) -> CIMMethod {
    let returnType = Self.text(columns[2], table).flatMap { CIMType(name: $0) }
    return CIMMethod(
      name: table.text(columns[1]), parameters: [], returnType: returnType, values: values(columns[3]))
  }

  private mutating func addParameter(_ columns: [Range<Int>]) {
    guard let method = methods.popLast() else { return }
    let (type, isArray) = type(columns[2])
    let flags = table.text(columns[3])
    let related = Self.text(columns[4], table)
    let parameter = CIMParameter(
      name: table.text(columns[1]), isInput: flags.contains("i"), isOutput: flags.contains("o"),
      isRequired: flags.contains("r"), type: type, isArray: isArray, isOctetString: flags.contains("b"),
      referenceClass: type == .reference ? related : nil, embeddedClass: type == .reference ? nil : related,
      values: values(columns[5]))
    methods.append(
      CIMMethod(
        name: method.name, parameters: method.parameters + [parameter], returnType: method.returnType,
        values: method.values))
  }

  private func type(_ column: Range<Int>) -> (CIMType, isArray: Bool) {
    var word = table.text(column)
    let isArray = word.hasSuffix("[]")
    if isArray { word.removeLast(2) }
    return (CIMType(name: word) ?? .string, isArray)
  }

  private func values(_ column: Range<Int>) -> ValueMapText? {
    Self.isEmpty(column, table) ? nil : ValueMapText(table: table, range: column)
  }

  private static func text(_ column: Range<Int>, _ table: SchemaTable) -> String? {
    isEmpty(column, table) ? nil : table.text(column)
  }

  private static func isEmpty(_ column: Range<Int>, _ table: SchemaTable) -> Bool {
    column.count == 1 && table.bytes[column.lowerBound] == UInt8(ascii: "-")
  }
}
