import Model

/// How the value of a field becomes a CIM value. Numbers that do not fit the type are NULL, except scaled readings:
/// those say the limit of the type.
enum Conversion: Sendable {
  /// As it is.
  case plain(CIMType)
  /// By a map; `otherwise` for words the map does not have, nil meaning NULL.
  case words([String: CIMValue], otherwise: CIMValue?)
  /// A reading in units of ten to the power of `exponent`.
  case scaled(exponent: FieldReference, CIMType)
  /// Thousandths.
  case milli(CIMType)
  /// The nearest whole number.
  case rounded(CIMType)
  /// As text.
  case text
  /// The items of a list as one text, with `; ` between them.
  case joined

  /// Fields it reads besides the one it converts.
  var fields: [FieldReference] {
    if case .scaled(let exponent, _) = self { [exponent] } else { [] }
  }

  func value(of field: FieldValue, in object: ModelObject) -> CIMValue? {
    switch field {
    case .none: nil
    case .strings(let items) where isJoined, .choices(let items) where isJoined:
      items.isEmpty ? nil : .string(items.joined(separator: "; "))
    case .strings(let items): array(items.compactMap { element(.string($0), in: object) })
    case .choices(let items): array(items.compactMap { element(.choice($0), in: object) })
    default: element(field, in: object)
    }
  }

  private var isJoined: Bool { if case .joined = self { true } else { false } }

  private func array(_ values: [CIMValue]) -> CIMValue? { values.isEmpty ? nil : .array(values) }

  private func element(_ field: FieldValue, in object: ModelObject) -> CIMValue? {
    switch self {
    case .plain(let type): plain(field, type)
    case .words(let words, let otherwise): words[field.text] ?? otherwise
    case .scaled(let exponent, let type):
      number(field).flatMap { integer($0.scaled(byPowerOfTen: -object[exponent].integerValue), type) }
    case .milli(let type): number(field).flatMap { exactInteger($0 * 1000, type) }
    case .rounded(let type): number(field).flatMap { exactInteger($0, type) }
    case .text, .joined: .string(field.text)
    }
  }

  private func plain(_ field: FieldValue, _ type: CIMType) -> CIMValue? {
    switch field {
    case .bool(let value): return .boolean(value)
    case .string(let value), .choice(let value): return .string(value)
    case .real(let value): return .real(value)
    case .time(let value):
      return .datetime(.timestamp(microsecondsSince1970: value.microsecondsSince1970, offset: 0))
    case .duration(let value):
      return .datetime(.interval(microseconds: UInt64(max(value.nanoseconds, 0)) / 1000))
    case .integer(let value):
      if type.isUnsigned { return value >= 0 && UInt64(value) <= type.unsignedMaximum ? .unsigned(UInt64(value)) : nil }
      return type.signedRange.contains(value) ? .signed(value) : nil
    case .none, .strings, .choices, .object: return nil
    }
  }

  private func number(_ field: FieldValue) -> Double? {
    switch field {
    case .real(let value): value.isNaN ? nil : value
    case .integer(let value): Double(value)
    default: nil
    }
  }

  /// Rounded half away from zero, saturated to the type.
  private func integer(_ value: Double, _ type: CIMType) -> CIMValue {
    let rounded = value.rounded(.toNearestOrAwayFromZero)
    if type.isUnsigned {
      return .unsigned(min(rounded <= 0 ? 0 : UInt64(exactly: rounded) ?? .max, type.unsignedMaximum))
    }
    let limit = type.signedRange
    let whole = Int64(exactly: rounded) ?? (rounded < 0 ? .min : .max)
    return .signed(min(max(whole, limit.lowerBound), limit.upperBound))
  }

  /// Rounded, or nil when the type cannot hold it.
  private func exactInteger(_ value: Double, _ type: CIMType) -> CIMValue? {
    let rounded = value.rounded(.toNearestOrAwayFromZero)
    if type.isUnsigned {
      return UInt64(exactly: rounded).flatMap { $0 <= type.unsignedMaximum ? .unsigned($0) : nil }
    }
    return Int64(exactly: rounded).flatMap { type.signedRange.contains($0) ? .signed($0) : nil }
  }
}

extension FieldValue {
  var integerValue: Int {
    if case .integer(let value) = self { Int(clamping: value) } else { 0 }
  }
}

extension Double {
  /// Multiplies where the power is positive and divides where it is negative, so that decimal fractions of readings
  /// come out as written.
  func scaled(byPowerOfTen power: Int) -> Double {
    var factor = 1.0
    for _ in 0..<min(power.magnitude, 400) { factor *= 10 }
    return power < 0 ? self / factor : self * factor
  }
}
