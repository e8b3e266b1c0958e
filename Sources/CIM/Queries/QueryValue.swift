/// A value that can be compared.
enum QueryValue: Sendable {
  case number(QueryNumber)
  case text(String)
  case boolean(Bool)
  case time(CIMDateTime)

  /// Nil for references, embedded instances and arrays.
  init?(_ value: CIMValue) {
    switch value {
    case .boolean(let value): self = .boolean(value)
    case .unsigned(let value): self = .number(.integer(Int128(value)))
    case .signed(let value): self = .number(.integer(Int128(value)))
    case .real(let value): self = .number(.real(value))
    case .string(let value): self = .text(value)
    case .datetime(let value): self = .time(value)
    case .reference, .instance, .array: return nil
    }
  }

  /// Nil where the two cannot be compared: a point in time with a length of time, or times that are not known exactly
  /// enough to tell.
  func comparison(to other: QueryValue, _ rule: TextRule) -> Comparison? {
    switch (self, other) {
    case (.number(let a), .number(let b)): a.comparison(to: b)
    case (.text(let a), .text(let b)): rule.comparison(a, b)
    case (.boolean(let a), .boolean(let b)): a == b ? .equal : .different
    case (.time(let a), .time(let b)): a.comparison(to: b)
    default: nil
    }
  }
}

/// The values that can be compared with each other.
enum QueryType: Sendable {
  case number, text, boolean, time

  /// Nil for references.
  init?(_ type: CIMType) {
    switch type {
    case .boolean: self = .boolean
    case .string, .char16: self = .text
    case .datetime: self = .time
    case .reference: return nil
    case .uint8, .uint16, .uint32, .uint64, .sint8, .sint16, .sint32, .sint64, .real32, .real64: self = .number
    }
  }

  /// After "is" or "is not".
  var shown: String {
    switch self {
    case .number: "a number"
    case .text: "text"
    case .boolean: "a truth value"
    case .time: "a time"
    }
  }
}
