/// A value that is not NULL. Which case goes with which type: `unsigned` for uintN, `signed` for sintN, `real` for
/// realN, `string` for string and char16, `instance` for strings that hold an embedded instance; arrays hold values of
/// one such case.
public enum CIMValue: Hashable, Sendable {
  case boolean(Bool)
  case unsigned(UInt64)
  case signed(Int64)
  case real(Double)
  case string(String)
  case datetime(CIMDateTime)
  case reference(InstancePath)
  case instance(EmbeddedInstance)
  case array([CIMValue])
}

extension CIMValue: CustomStringConvertible {
  /// One line for people: tests, dumps and logs.
  public var description: String {
    switch self {
    case .boolean(let value): value ? "true" : "false"
    case .unsigned(let value): String(value)
    case .signed(let value): String(value)
    case .real(let value): value.description
    case .string(let value): "\"\(value)\""
    case .datetime(let value): value.description
    case .reference(let path): path.description
    case .instance(let instance): instance.description
    case .array(let values): "[" + values.map(\.description).joined(separator: ", ") + "]"
    }
  }
}
