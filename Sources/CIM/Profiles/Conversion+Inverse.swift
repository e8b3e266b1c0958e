import Model

extension Conversion {
  /// Whether every value it makes leads back to one field value, except where the type saturated.
  var isInvertible: Bool {
    switch self {
    case .plain, .scaled, .milli, .rounded: true
    case .words(let words, let otherwise): otherwise == nil && Set(words.values).count == words.count
    case .text, .joined: false
    }
  }

  /// The field value that becomes `value`; nil when none does.
  func field(of value: CIMValue, in object: ModelObject) -> FieldValue? {
    switch self {
    case .plain: if case .array(let items) = value { texts(items) } else { plain(value) }
    case .words(let words, _): words.first { $0.value == value }.map { .choice($0.key) }
    case .scaled(let exponent, _): value.number.map { .real($0.scaled(byPowerOfTen: object[exponent].integerValue)) }
    case .milli: value.number.map { .real($0 / 1000) }
    case .rounded: value.number.map { .real($0) }
    case .text, .joined: nil
    }
  }

  private func texts(_ items: [CIMValue]) -> FieldValue? {
    let texts = items.compactMap { if case .string(let text) = $0 { text } else { nil } }
    return texts.count == items.count ? .strings(texts) : nil
  }

  private func plain(_ value: CIMValue) -> FieldValue? {
    switch value {
    case .boolean(let value): .bool(value)
    case .unsigned(let value): Int64(exactly: value).map { .integer($0) }
    case .signed(let value): .integer(value)
    case .real(let value): .real(value)
    case .string(let value): .string(value)
    case .datetime(.timestamp(let microseconds, _)): .time(WallTime(microsecondsSince1970: microseconds))
    case .datetime(.interval(let microseconds)): .duration(.microseconds(Int64(clamping: microseconds)))
    default: nil
    }
  }
}

extension CIMValue {
  fileprivate var number: Double? {
    switch self {
    case .unsigned(let value): Double(value)
    case .signed(let value): Double(value)
    case .real(let value): value
    default: nil
    }
  }
}

extension ValueSource {
  /// The one field that the property shows, where there is a way back to it.
  var writableField: FieldReference? {
    guard case .field(let field, let conversion) = origin, conversion.isInvertible, absent == nil,
      condition == nil, !isArray || field.type == .secret
    else { return nil }
    return field
  }

  /// The value of `writableField` for a property's value, `none` for NULL; nil when no field value becomes it.
  func fieldValue(of value: CIMValue?, in object: ModelObject) -> FieldValue? {
    guard case .field(_, let conversion) = origin else { return nil }
    return value.map { conversion.field(of: $0, in: object) } ?? FieldValue.none
  }
}
