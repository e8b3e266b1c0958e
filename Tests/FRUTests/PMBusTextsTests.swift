import FRU
import Model
import Testing

@Suite struct PMBusTextsTests {
  @Test func aDeviceSaysItsMakerModelRevisionDateAndNumber() {
    let facts = PMBusTexts.facts(
      manufacturer: "Maker ", model: "PSU750", revision: "A1", date: "240229", serialNumber: "S1")
    #expect(facts.manufacturer == "Maker")
    #expect(facts.model == "PSU750")
    #expect(facts.version == "A1")
    #expect(facts.serialNumber == "S1")
    #expect(facts.manufactured == WallTime(year: 2024, month: 2, day: 29))
  }

  @Test(arguments: ["", "2024", "230229", "241301", "24W022", "2402290", nil])
  func aDateOfAnotherFormIsNone(_ date: String?) {
    let facts = PMBusTexts.facts(manufacturer: nil, model: "N/A", revision: nil, date: date, serialNumber: "0000")
    #expect(facts.isEmpty)
  }
}
