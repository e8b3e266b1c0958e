extension CIMValue {
  /// A simple value from its text; nil when the text is not of the type. References have no text.
  public init?(text: String, type: CIMType) {
    let value: CIMValue?
    switch type {
    case .boolean:
      switch text.lowercased() {
      case "true", "1": value = .boolean(true)
      case "false", "0": value = .boolean(false)
      default: value = nil
      }
    case .uint8, .uint16, .uint32, .uint64:
      value = UInt64(text).flatMap { $0 <= type.unsignedMaximum ? .unsigned($0) : nil }
    case .sint8, .sint16, .sint32, .sint64:
      value = Int64(text).flatMap { type.signedRange.contains($0) ? .signed($0) : nil }
    case .real32, .real64: value = Double(text).map { .real($0) }
    case .string: value = .string(text)
    case .char16: value = text.utf16.count == 1 ? .string(text) : nil
    case .datetime: value = CIMDateTime(text).map { .datetime($0) }
    case .reference: value = nil
    }
    guard let value else { return nil }
    self = value
  }
}
