/// Two limits, either of which may be absent.
public struct Limits: Hashable, Sendable {
  public var low: Double?
  public var high: Double?

  public init(low: Double?, high: Double?) {
    self.low = low
    self.high = high
  }
}

extension ValueType where Value == Limits {
  /// `[low, high]`, with `~` for none; low must not be above high.
  public static var limits: Self {
    let expectation = "a pair [low, high] of numbers, with ~ for none"
    return ValueType { (node: Node) throws(Refusal) -> Limits in
      guard case .sequence(let items) = node.content, items.count == 2 else {
        throw Refusal(message: "must be \(expectation), not \(node.found).")
      }
      let low = try ValueType<Double>.limit(items[0])
      let high = try ValueType<Double>.limit(items[1])
      if let low, let high, low > high { throw Refusal(message: "has its low limit above the high one.") }
      return Limits(low: low, high: high)
    }
  }
}

extension ValueType where Value == Double {
  fileprivate static func limit(_ node: Node) throws(Refusal) -> Double? {
    node.isNull ? nil : try real.convert(node)
  }
}
