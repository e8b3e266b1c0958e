/// A number as queries compare it: by value, whatever its type, without loss.
enum QueryNumber: Hashable, Sendable {
  /// Any value of uint64 or sint64.
  case integer(Int128)
  case real(Double)

  /// How two numbers stand to each other.
  func comparison(to other: QueryNumber) -> Comparison {
    switch (self, other) {
    case (.integer(let a), .integer(let b)): Comparison(a, b)
    case (.real(let a), .real(let b)): a.isNaN || b.isNaN ? .different : Comparison(a, b)
    case (.integer(let a), .real(let b)): Self.comparison(a, b)
    case (.real(let a), .integer(let b)): Self.comparison(b, a).reversed
    }
  }

  /// Converting either to the type of the other would make unequal numbers equal.
  private static func comparison(_ integer: Int128, _ real: Double) -> Comparison {
    if real.isNaN { return .different }
    // Beyond every integer there is.
    if real >= 0x1p64 { return .less }
    if real < -0x1p63 { return .greater }
    let whole = real.rounded(.down)
    let part = Int128(whole)
    if integer != part { return Comparison(integer, part) }
    return real > whole ? .less : .equal
  }
}
