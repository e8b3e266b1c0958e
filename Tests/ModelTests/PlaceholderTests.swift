import Model
import Testing

@Suite("Placeholders in FRU data")
struct PlaceholderTests {
  @Test(
    "say nothing, however they are written",
    arguments: [
      "To Be Filled By O.E.M.", "to be filled by o.e.m", "To  be filled by OEM", "Default string", "N/A", "None",
      "0123456789", "System Serial Number", "00000000", "xxxxxxxx", "XXXX", "--", ".", "", "   ", "\0\0\0",
    ])
  func placeholders(text: String) {
    #expect(Placeholder.meaningful(text) == nil)
  }

  @Test(
    "are not taken for what says something",
    arguments: ["SIM-1U", "0", "1.0", "X", "FF", "CZ3029XF8H", "0000A", "Unknown Devices Inc."])
  func values(text: String) {
    #expect(Placeholder.meaningful(text) == text)
  }

  @Test("go with the padding around a value")
  func padding() {
    #expect(Placeholder.meaningful("  SIM-1U \0\0") == "SIM-1U")
    #expect(Placeholder.meaningful(nil) == nil)
  }
}
