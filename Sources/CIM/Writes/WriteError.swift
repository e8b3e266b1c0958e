/// What can be done to an instance besides reading it and calling its methods (DSP0226 7).
public enum WriteOperation: Hashable, Sendable {
  case put, delete, create
}

/// Why an instance is not changed, found before any command is given. Names are spelled as the client sent them.
public enum WriteError: Error, Hashable, Sendable {
  /// No profile lets this class be changed in this way.
  case notSupported(WriteOperation)
  /// The property cannot be written, and the value differs from the one it has.
  case readOnly(name: String)
  /// A key with another value than that of the instance addressed.
  case keyChanged(name: String)
  /// The class has no property of this name.
  case unknownProperty(name: String)
  /// The value cannot be converted to the property's type.
  case typeMismatch(name: String)
  /// The value has the right type and cannot be; `why` is a sentence.
  case invalidValue(name: String, why: String)
  /// A whole representation lacks a key or a property that the schema requires.
  case missing(name: String)
  case duplicate(name: String)
}
