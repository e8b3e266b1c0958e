/// A `Probe`: what entity-manager looks for before it believes that a board is there. Only the place of the FRU is taken
/// from it: `FruDevice({'BOARD_PRODUCT_NAME': 'X', 'BUS': 3, 'ADDRESS': 80})`.
struct ProbeText {
  private let text: String

  init(_ text: String) { self.text = text }

  /// What it says comes before what was known.
  func values(_ known: TemplateValues) -> TemplateValues {
    var values = known
    values.bus = number("BUS") ?? values.bus
    values.address = number("ADDRESS") ?? values.address
    return values
  }

  /// The number behind `'KEY'`, where it is one.
  private func number(_ key: String) -> Int? {
    let quoted = Array("'\(key)'".utf8)
    let bytes = Array(text.utf8)
    guard bytes.count > quoted.count,
      let place = (0...(bytes.count - quoted.count)).first(where: { bytes[$0...].starts(with: quoted) })
    else { return nil }
    let rest = bytes[(place + quoted.count)...].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ":") }
    return Int(String(decoding: rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= $0 }, as: UTF8.self))
  }
}
