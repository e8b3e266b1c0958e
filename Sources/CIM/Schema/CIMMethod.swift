/// One parameter of a method.
public struct CIMParameter: Sendable {
  public let name: String
  public let isInput: Bool
  public let isOutput: Bool
  public let isRequired: Bool
  public let type: CIMType
  public let isArray: Bool
  /// uint8 arrays travel as base64, strings as hex digits (DSP0230).
  public let isOctetString: Bool
  public let referenceClass: String?
  public let embeddedClass: String?
  let values: ValueMapText?

  public var valueMap: ValueMap? { values?.parsed }
}

/// One method of a class, inherited ones included.
public struct CIMMethod: Sendable {
  public let name: String
  /// In the order of the MOF, which is the order of output parameters on the wire.
  public let parameters: [CIMParameter]
  /// Nil for a method that returns nothing.
  public let returnType: CIMType?
  let values: ValueMapText?

  /// The meaning of its return values.
  public var returnValueMap: ValueMap? { values?.parsed }

  /// The parameter of that name, in any case of letters.
  public func parameter(_ name: String) -> CIMParameter? {
    parameters.first { $0.name.isSameName(as: name) }
  }
}
