/// One property of a class, inherited ones included. Cheap to copy.
public struct CIMProperty: Sendable {
  /// What the schema says of it, the same in all classes that inherit it.
  final class Definition: Sendable {
    let name: String
    let type: CIMType
    let isArray: Bool
    let isKey: Bool
    let isRequired: Bool
    let isWritable: Bool
    let isOctetString: Bool
    let referenceClass: String?
    let embeddedClass: String?
    let values: ValueMapText?

    init(
      name: String, type: CIMType, isArray: Bool, isKey: Bool, isRequired: Bool, isWritable: Bool,
      isOctetString: Bool, referenceClass: String?, embeddedClass: String?, values: ValueMapText?
    ) {
      self.name = name
      self.type = type
      self.isArray = isArray
      self.isKey = isKey
      self.isRequired = isRequired
      self.isWritable = isWritable
      self.isOctetString = isOctetString
      self.referenceClass = referenceClass
      self.embeddedClass = embeddedClass
      self.values = values
    }
  }

  let definition: Definition
  /// Its place in `CIMClass.properties`.
  public internal(set) var index: Int

  public var name: String { definition.name }
  public var type: CIMType { definition.type }
  public var isArray: Bool { definition.isArray }
  public var isKey: Bool { definition.isKey }
  public var isRequired: Bool { definition.isRequired }
  /// A Put may change it, as far as the schema goes.
  public var isWritable: Bool { definition.isWritable }
  /// uint8 arrays travel as base64, strings as hex digits (DSP0230).
  public var isOctetString: Bool { definition.isOctetString }
  /// The class a reference must point to, or one of its subclasses.
  public var referenceClass: String? { definition.referenceClass }
  /// The class of the instance embedded in a string property; `*` for any.
  public var embeddedClass: String? { definition.embeddedClass }

  /// The numbers and names of its ValueMap; nil when it has none. Parsed at every call: meant for loading.
  public var valueMap: ValueMap? { definition.values?.parsed }
}
