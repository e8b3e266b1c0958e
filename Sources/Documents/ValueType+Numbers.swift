extension ValueType where Value == Double {
  /// A decimal number: `25`, `-0.5`, `1.2e3`. Infinities and NaN are not numbers here.
  public static var real: Self {
    ValueType("a number") { (text) throws(Refusal) -> Double? in Double(decimal: text) }
  }
}

extension ValueType where Value: FixedWidthInteger {
  /// A whole number in decimal or, with `0x`, in hexadecimal.
  public static func integer(in range: ClosedRange<Value> = .min ... .max) -> Self {
    ValueType("a whole number") { (text) throws(Refusal) -> Value? in
      guard let digits = wholeNumberDigits(text) else { return nil }
      guard let value = Value(digits.text, radix: digits.radix), range.contains(value) else {
        let ends = range.lowerBound == range.upperBound ? "" : " to \(range.upperBound)"
        throw Refusal(message: "must be \(range.lowerBound)\(ends), not \(text).")
      }
      return value
    }
  }
}

/// The digits of a whole number with their sign, and their base; nil when the text is no whole number at all, so
/// that one too large for its place can be told apart.
private func wholeNumberDigits(_ text: String) -> (text: String, radix: Int)? {
  let sign = text.hasPrefix("-") ? "-" : ""
  var digits = text.dropFirst(sign.count)
  var radix = 10
  if digits.hasPrefix("0x") {
    digits = digits.dropFirst(2)
    radix = 16
  }
  let isNumber =
    !digits.isEmpty && digits.utf8.count == digits.count
    && digits.allSatisfy { $0.hexDigitValue.map { $0 < radix } ?? false }
  return isNumber ? (sign + digits, radix) : nil
}
