/// The data types of CIM (DSP0004 5.2). Class references are `reference`.
public enum CIMType: UInt8, Sendable, CaseIterable {
  case boolean
  case uint8, uint16, uint32, uint64
  case sint8, sint16, sint32, sint64
  case real32, real64
  case string, char16, datetime, reference

  /// The word of the schema table and of MOF; `ref` for references.
  public var name: String {
    switch self {
    case .boolean: "boolean"
    case .uint8: "uint8"
    case .uint16: "uint16"
    case .uint32: "uint32"
    case .uint64: "uint64"
    case .sint8: "sint8"
    case .sint16: "sint16"
    case .sint32: "sint32"
    case .sint64: "sint64"
    case .real32: "real32"
    case .real64: "real64"
    case .string: "string"
    case .char16: "char16"
    case .datetime: "datetime"
    case .reference: "ref"
    }
  }

  init?(name: some StringProtocol) {
    guard let type = CIMType.allCases.first(where: { $0.name == name }) else { return nil }
    self = type
  }

  public var isUnsigned: Bool { self == .uint8 || self == .uint16 || self == .uint32 || self == .uint64 }

  public var isSigned: Bool { self == .sint8 || self == .sint16 || self == .sint32 || self == .sint64 }

  public var isInteger: Bool { isUnsigned || isSigned }

  public var isReal: Bool { self == .real32 || self == .real64 }

  /// The largest value of an unsigned type; 0 for the others.
  var unsignedMaximum: UInt64 {
    switch self {
    case .uint8: UInt64(UInt8.max)
    case .uint16: UInt64(UInt16.max)
    case .uint32: UInt64(UInt32.max)
    case .uint64: UInt64.max
    default: 0
    }
  }

  /// The values of a signed type; only zero for the others.
  var signedRange: ClosedRange<Int64> {
    switch self {
    case .sint8: Int64(Int8.min)...Int64(Int8.max)
    case .sint16: Int64(Int16.min)...Int64(Int16.max)
    case .sint32: Int64(Int32.min)...Int64(Int32.max)
    case .sint64: Int64.min...Int64.max
    default: 0...0
    }
  }
}
