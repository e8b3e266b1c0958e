/// What an argument is for: a parameter, or a property.
public struct ArgumentTarget: Sendable {
  public let type: CIMType
  public let isArray: Bool
  /// A `uint8[]` in base64, or a string of hexadecimal digits.
  let isOctetString: Bool
  /// The class whose instances it holds, `*` for any; nil where it holds none.
  public let embeddedClass: String?
  /// The class that a reference has to name, or one of its subclasses.
  let referenceClass: String?
}

extension ArgumentTarget {
  public init(_ parameter: CIMParameter) {
    type = parameter.type
    isArray = parameter.isArray
    isOctetString = parameter.isOctetString
    embeddedClass = parameter.embeddedClass
    referenceClass = parameter.referenceClass
  }

  public init(_ property: CIMProperty) {
    type = property.type
    isArray = property.isArray
    isOctetString = property.isOctetString
    embeddedClass = property.embeddedClass
    referenceClass = property.referenceClass
  }
}
