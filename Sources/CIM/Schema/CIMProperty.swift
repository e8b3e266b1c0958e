/// One property of a class, inherited ones included.
public struct CIMProperty: Sendable {
  public let name: String
  public let type: CIMType
  public let isArray: Bool
  public let isKey: Bool
  public let isRequired: Bool
  /// A Put may change it, as far as the schema goes.
  public let isWritable: Bool
  /// uint8 arrays travel as base64, strings as hex digits (DSP0230).
  public let isOctetString: Bool
  /// The class a reference must point to, or one of its subclasses.
  public let referenceClass: String?
  /// The class of the instance embedded in a string property; `*` for any.
  public let embeddedClass: String?
  /// Its place in `CIMClass.properties`.
  public internal(set) var index: Int
  let values: ValueMapText?

  /// The numbers and names of its ValueMap; nil when it has none. Parsed at every call: meant for loading.
  public var valueMap: ValueMap? { values?.parsed }
}
