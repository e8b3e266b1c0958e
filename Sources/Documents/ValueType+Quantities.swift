extension ValueType where Value == Double {
  /// A number and its unit, `750 W`, given in the unit whose factor is 1. The space may be left out, the unit not.
  public static func quantity(_ units: KeyValuePairs<String, Double>, example: String) -> Self {
    let table = UnitTable(units)
    return ValueType("a number with its unit, such as \(example)") { (text) throws(Refusal) -> Double? in
      try table.value(of: text)
    }
  }

  /// `20%` as 20; from 0 to 100.
  public static var percentage: Self {
    let table = UnitTable(["%": 1])
    return ValueType("a percentage such as 20%") { (text) throws(Refusal) -> Double? in
      guard let number = try table.value(of: text) else { return nil }
      guard (0...100).contains(number) else { throw Refusal(message: "must be 0% to 100%, not \(text).") }
      return number
    }
  }
}

extension ValueType where Value == Duration {
  /// `200 ms`, `5 s`, `2 min`, `1 h`: the unit is never left out. Neither negative nor above a year.
  public static var duration: Self {
    let nanoseconds = UnitTable(["ms": 1e6, "s": 1e9, "min": 60e9, "h": 3600e9])
    return ValueType("a duration such as 200 ms, 5 s or 2 min") { (text) throws(Refusal) -> Duration? in
      guard let value = try nanoseconds.value(of: text) else { return nil }
      guard (0...31_536_000e9).contains(value) else {
        throw Refusal(message: "must be from 0 s to a year, not \(text).")
      }
      return .nanoseconds(Int64(value.rounded()))
    }
  }
}

/// The units a quantity may be written in, and what each is worth.
private struct UnitTable: Sendable {
  private let factors: [(unit: String, factor: Double)]

  init(_ units: KeyValuePairs<String, Double>) {
    factors = units.map { ($0.key, $0.value) }
  }

  /// Nil for what is not a number with a unit at all.
  func value(of text: String) throws(Refusal) -> Double? {
    let end = text.firstIndex { !("0"..."9").contains($0) && !"+-.".contains($0) } ?? text.endIndex
    let unit = text[end...].drop { $0 == " " }
    guard let number = Double(decimal: text[..<end]), !unit.isEmpty else { return nil }
    guard let factor = factors.first(where: { $0.unit == unit })?.factor else {
      throw Refusal(message: "cannot be in '\(unit)'; use \(factors.map(\.unit).joined(separator: ", ")).")
    }
    return number * factor
  }
}
