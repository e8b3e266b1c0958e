import Testing

@testable import XML

@Suite("Escaping") struct XMLEscapingTests {
  /// One character after the other, as the standard has it.
  private func escaped(_ text: String, inAttribute: Bool) -> String {
    text.unicodeScalars.map { scalar in
      switch scalar.value {
      case 0x3C: "&lt;"
      case 0x3E: "&gt;"
      case 0x26: "&amp;"
      case 0x22: inAttribute ? "&quot;" : "\""
      case 0x09: inAttribute ? "&#9;" : "\t"
      case 0x0A: inAttribute ? "&#10;" : "\n"
      case 0x0D: "&#13;"
      case 0x00...0x1F, 0xFFFE, 0xFFFF: "\u{FFFD}"
      default: String(scalar)
      }
    }.joined()
  }

  private func check(_ text: String, _ location: SourceLocation = #_sourceLocation) {
    var bytes: [UInt8] = []
    bytes.appendXMLText(text)
    #expect(String(decoding: bytes, as: UTF8.self) == escaped(text, inAttribute: false), sourceLocation: location)
    bytes = []
    bytes.appendXMLAttribute(text)
    #expect(String(decoding: bytes, as: UTF8.self) == escaped(text, inAttribute: true), sourceLocation: location)
  }

  @Test("Every character of ASCII, at every place among others") func everywhere() {
    for value in UInt8.min...0x7F {
      let character = String(Unicode.Scalar(value))
      for place in 0..<24 {
        check(String(repeating: "x", count: place) + character + String(repeating: "/", count: 23 - place))
      }
      check(String(repeating: character, count: 17))
    }
  }

  @Test(
    "Characters of several bytes, whole at every place", arguments: ["é", "€", "🔥", "\u{FFFE}", "\u{FFFF}", "\u{FEFF}"])
  func wide(character: String) {
    for place in 0..<17 {
      check(String(repeating: "x", count: place) + character + "<" + String(repeating: character, count: 3))
    }
  }

  @Test("Neighbours in the table of characters stay apart", arguments: ["$%&'(", ":;<=>?", " !\"#$", "bdfhjln"])
  func neighbours(text: String) {
    check(text + text + text)
  }
}
