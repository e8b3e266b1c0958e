import FRU
import Model
import Testing

@Suite struct FRUFactsTests {
  private func area(_ fill: (inout FRUImage.Area) -> Void) -> FRUImage.Area {
    var area = FRUImage.Area()
    fill(&area)
    return area
  }

  private var image: FRUImage {
    var image = FRUImage()
    image.chassis = area {
      $0.chassisType = 0x17 | 0x80
      $0.partNumber = "C-PART"
      $0.serialNumber = "C-SERIAL"
      $0.custom = ["N/A", "rack 4"]
    }
    image.board = area {
      $0.manufacturer = "Board Maker"
      $0.name = "Board"
      $0.partNumber = "B-PART"
      $0.serialNumber = "B-SERIAL"
      $0.manufactured = WallTime(secondsSince1970: 0)
    }
    image.product = area {
      $0.manufacturer = "Maker"
      $0.name = "Server"
      $0.partNumber = "P-PART"
      $0.serialNumber = "To Be Filled By O.E.M."
      $0.version = "B0"
      $0.assetTag = "00000000"
    }
    return image
  }

  @Test func aChassisIsTheChassisAreaWithTheNameOfTheProduct() {
    let facts = image.facts(for: .chassis)
    #expect(facts.chassisType == 0x17)
    #expect(facts.manufacturer == "Maker")
    #expect(facts.model == "Server")
    #expect(facts.partNumber == "C-PART")
    #expect(facts.sku == "P-PART")
    #expect(facts.serialNumber == "C-SERIAL")
    #expect(facts.version == "B0")
    #expect(facts.assetTag == nil)
    #expect(facts.custom == ["rack 4"])
    #expect(facts.manufactured == nil)
  }

  @Test func aBoardIsTheBoardArea() {
    let facts = image.facts(for: .board)
    #expect(facts.manufacturer == "Board Maker")
    #expect(facts.model == "Board")
    #expect(facts.serialNumber == "B-SERIAL")
    #expect(facts.manufactured == WallTime(secondsSince1970: 0))
    // The product is the whole machine, not the board.
    #expect(facts.version == nil)
  }

  @Test func aCardsVersionIsThatOfTheProductItIs() {
    var card = image
    card.chassis = nil
    #expect(card.facts(for: .board).version == "B0")
  }

  @Test func anythingElseIsAProductAndWhatThatLeavesOpenABoard() {
    let facts = image.facts(for: .powerSupply)
    #expect(facts.manufacturer == "Maker")
    #expect(facts.serialNumber == "B-SERIAL")
    #expect(facts.partNumber == "P-PART")
  }

  @Test func whatIsThereServesWhereTheRightAreaIsMissing() {
    var image = image
    image.chassis = nil
    image.product = nil
    #expect(image.facts(for: .chassis).model == "Board")
    image = self.image
    image.board = nil
    #expect(image.facts(for: .board).model == "Server")
  }

  @Test(arguments: [0, 1, 2, 37, 0x7f] as [UInt8])
  func chassisTypesThatSayNothingAreNone(_ type: UInt8) {
    var image = FRUImage()
    image.chassis = area { $0.chassisType = type }
    #expect(image.facts(for: .chassis).isEmpty)
  }

  @Test func aPartTakesOnlyWhatItsBoardFileLeavesOpen() {
    var part = Part(id: "psu1", name: "PSU", system: "s", kind: .powerSupply)
    part.serialNumber = "stated"
    part.attributes = [Part.Attribute(name: "bay", value: "left")]
    var image = image
    image.supply = FRUImage.Supply()
    image.supply?.ratedWatts = 750
    image.problems = ["One.", "Two."]
    part.fill(from: image)
    #expect(part.serialNumber == "stated")
    #expect(part.model == "Server")
    #expect(
      part.attributes.map { "\($0.name)=\($0.value)" } == ["fru-problem=One. Two.", "bay=left", "rated-output=750 W"])
  }
}
