/// How one value stands to another.
enum Comparison: Sendable {
  case less, equal, greater
  /// Not equal, and neither comes first: truth values, and numbers that are none.
  case different

  init<Value: Comparable>(_ a: Value, _ b: Value) { self = a == b ? .equal : a < b ? .less : .greater }

  var reversed: Comparison {
    switch self {
    case .less: .greater
    case .greater: .less
    case .equal, .different: self
    }
  }
}

/// A comparison operator.
enum QueryRelation: Sendable {
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual

  init?(_ symbol: QueryToken.Symbol) {
    switch symbol {
    case .equal: self = .equal
    case .notEqual: self = .notEqual
    case .less: self = .less
    case .lessOrEqual: self = .lessOrEqual
    case .greater: self = .greater
    case .greaterOrEqual: self = .greaterOrEqual
    default: return nil
    }
  }

  /// The relation with its sides changed over.
  var mirrored: QueryRelation {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }

  /// Whether it asks for an order.
  var isOrdering: Bool { self != .equal && self != .notEqual }

  func holds(_ comparison: Comparison) -> Bool {
    switch self {
    case .equal: comparison == .equal
    case .notEqual: comparison != .equal
    case .less: comparison == .less
    case .lessOrEqual: comparison == .less || comparison == .equal
    case .greater: comparison == .greater
    case .greaterOrEqual: comparison == .greater || comparison == .equal
    }
  }
}
