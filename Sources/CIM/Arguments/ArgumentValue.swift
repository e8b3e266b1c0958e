/// A value as it came over the wire, before the type of its parameter or property is known.
public enum ArgumentValue: Hashable, Sendable {
  case null
  /// The text of any simple value. A datetime may be in the form of CIM, of xs:duration or of xs:dateTime; octets are in
  /// base64 (uint8 arrays) or hexadecimal digits (strings).
  case text(String)
  /// Keys may be partial, and the class may be a superclass.
  case reference(InstancePath)
  case instance(EmbeddedArgument)
  case array([ArgumentValue])
}

/// An embedded instance as it came over the wire.
public struct EmbeddedArgument: Hashable, Sendable {
  /// The class that the client named; nil for the one that the schema states.
  public var className: String?
  /// In any order and any case of letters. The items of an array may be one `array`, or come one by one.
  public var properties: [Property]

  public struct Property: Hashable, Sendable {
    public var name: String
    public var value: ArgumentValue
  }

  public init(className: String?, properties: [(name: String, value: ArgumentValue)]) {
    self.className = className
    self.properties = properties.map { Property(name: $0.name, value: $0.value) }
  }
}
