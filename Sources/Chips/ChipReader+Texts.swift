/// What a chip says of itself.
extension ChipReader {
  /// A text, by its index; empty where the chip has not got it.
  public mutating func text(_ text: Int, on bus: any I2CBus) throws(ChipError) -> String {
    switch description.texts[text].source {
    case .block(let page, let command):
      let register = Register([command], page: page, isCommand: true)
      return Self.text(of: try commandBlock(register, on: bus) ?? [])
    case .register(let register, let style):
      guard let bytes = register.isCommand ? try commandBytes(register, on: bus) : try bytes(of: register, on: bus)
      else { return "" }
      let field = register.field(of: register.number(of: bytes))
      switch style {
      case .hex: return field.inHex(register.count * 2)
      case .decimal: return String(field)
      case .dotted:
        return (0..<register.count).reversed().map { String(field >> UInt32(8 * $0) & 0xFF) }.joined(separator: ".")
      }
    }
  }

  /// The printable characters of a block without the blanks at its ends; what stands behind a zero is no part of it.
  static func text(of bytes: [UInt8]) -> String {
    let shown = bytes.prefix { $0 != 0 }.filter { (0x20..<0x7F).contains($0) }
    let trimmed = shown.drop { $0 == 0x20 }.reversed().drop { $0 == 0x20 }.reversed()
    return String(decoding: Array(trimmed), as: UTF8.self)
  }
}
