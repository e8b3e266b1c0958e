import Testing

@testable import EntityManager

@Suite("Holes in entity-manager's texts")
struct TemplateTests {
  @Test(arguments: [
    ("PSU$ADDRESS % 4 + 1", "PSU1"), ("$bus", "7"), ("$bus-$index", "7-2"), ("Riser $bus % 10 Temp", "Riser 7 Temp"),
    ("$ADDRESS % 4 + 88", "88"), ("no holes, 4 % 2", "no holes, 4 % 2"), ("$index * 3 - 1/5", "1"),
    ("$bus + x", "7 + x"),
  ])
  func areFilledFromLeftToRight(text: String, filled: String) {
    #expect(TemplateValues(bus: 7, address: 0x50, index: 2).fill(text) == filled)
  }

  @Test(arguments: ["$BOARD_SERIAL_NUMBER", "$", "$bus % 0", "$index * 9223372036854775807", "$address"])
  func areNotFilledWithGuesses(text: String) {
    #expect(TemplateValues(bus: 7, index: 2).fill(text) == nil)
  }

  @Test(
    arguments: [
      ("xyz.openbmc_project.FruDevice({'BOARD_PRODUCT_NAME': 'X', 'ADDRESS' : 172, 'BUS': 3})", 3, 172),
      ("xyz.openbmc_project.FruDevice({'BUS':'3'})", nil, nil), ("TRUE", nil, nil), ("", nil, nil),
    ] as [(String, Int?, Int?)])
  func placesComeFromTheProbe(probe: String, bus: Int?, address: Int?) {
    let values = ProbeText(probe).values(TemplateValues())
    #expect(values.bus == bus)
    #expect(values.address == address)
  }

  @Test(arguments: [
    ("3.3V Standby", "3.3v-standby"), ("CPU 1 (left)", "cpu-1-left"), ("---", "unnamed"), ("Größe", "gr-e"),
    ("a.", "a"),
  ])
  func namesBecomeIds(name: String, id: String) {
    #expect(Identifiers.plain(name) == id)
  }
}
