import Boards
import Model
import Testing

@Suite("Fans, supplies, parts and firmware of a board")
struct InventoryTests {
  private func first(_ text: String) -> (Content?, [String]) {
    let fixture = BoardFixture(text)
    return (fixture.board.contents.dropFirst().first, fixture.messages)
  }

  @Test("a fan names its tachometer")
  func fan() {
    let fixture = BoardFixture.simulated(
      """
      sensors: [ { id: t, name: T, kind: tachometer } ]
      fans: [ { id: fan1, name: Fan 1, tach: t, variable-speed: true } ]
      """, scenario: "[{ sensor: t, value: 5000 }]")
    #expect(fixture.messages == [])
    guard case .fan(let fan)? = fixture.board.contents.last else { return }
    #expect(fan.tachometer == "t" && fan.isVariableSpeed)
  }

  @Test("a supply says what it can take and give")
  func supply() {
    let (content, messages) = first(
      "supplies: [ { id: p, name: P, rated: 0.75 kW, input: [90, 132], input-2: [180, 264], frequency: [47, 63] } ]\n")
    #expect(messages == [])
    guard case .supply(let supply)? = content else { return }
    #expect(supply.ratedOutput == 750)
    #expect(supply.inputRange1 == 90...132 && supply.inputRange2 == 180...264 && supply.inputFrequency == 47...63)
  }

  @Test("a supply's range has both ends")
  func openRange() {
    #expect(
      first("supplies: [ { id: p, name: P, input: [90, ~] } ]\n").1 == [
        "test.yaml:3:38: error: 'input' needs both its low and its high end."
      ])
  }

  @Test("a memory module says how large and fast it is")
  func memory() throws {
    let fixture = BoardFixture(
      """
      parts:
        - id: dimm
          kind: memory
          name: DIMM A1
          capacity: 32 GiB
          speed: 2933 MHz
          memory-type: DDR4
          form-factor: DIMM
          bank: A
          replaceable: true
          fru: { manufacturer: Example, part-number: EM32, serial-number: 0123, manufactured: 2024-02-29 }
          attributes: { slot: 1, colour: green }
      """)
    #expect(fixture.messages == [])
    let part = try #require(fixture.part("dimm"))
    #expect(part.capacity == 34_359_738_368 && part.speedMegahertz == 2933)
    #expect(part.memoryType == "DDR4" && part.formFactor == "DIMM" && part.bank == "A" && part.isReplaceable)
    #expect(part.manufacturer == "Example" && part.partNumber == "EM32" && part.serialNumber == "0123")
    #expect(part.manufactured?.iso8601 == "2024-02-29T00:00:00Z")
    #expect(part.attributes.map(\.name) == ["slot", "colour"])
  }

  @Test("a part sits in another and is the body of a device")
  func places() throws {
    let fixture = BoardFixture(
      """
      supplies: [ { id: psu1, name: PSU 1 } ]
      parts:
        - { id: psu1, kind: power-supply, name: PSU 1, in: box, realizes: psu1 }
        - { id: box, kind: chassis, name: Box, chassis-type: 23 }
      """)
    #expect(fixture.messages == [])
    #expect(fixture.part("psu1")?.container == "box")
    #expect(fixture.part("psu1")?.realizes == ObjectID(.supply, "psu1"))
    #expect(fixture.part("box")?.chassisType == 23)
  }

  @Test("parts do not sit in themselves, not even in a circle")
  func cycles() {
    let fixture = BoardFixture(
      """
      parts:
        - { id: a, kind: board, name: A, in: b }
        - { id: b, kind: board, name: B, in: a }
        - { id: c, kind: board, name: C, in: a }
      """)
    #expect(
      fixture.messages == [
        "test.yaml:4:40: error: a part cannot sit in itself: a in b in a.",
        "test.yaml:5:40: error: a part cannot sit in itself: b in a in b.",
      ])
    #expect(fixture.ids == ["system/ManagedSystem", "part/c"])
  }

  @Test("keys of one kind of part are unknown on others")
  func kinds() {
    #expect(
      first("parts: [ { id: c, kind: chassis, name: C, capacity: 32 GiB } ]\n").1 == [
        "test.yaml:3:43: error: a part has no 'capacity'. "
          + "Choose from: system, in, realizes, replaceable, chassis-type, attributes, fru, spd, from."
      ])
  }

  @Test("what makers write for nothing is absent, with a warning")
  func placeholders() throws {
    let fixture = BoardFixture(
      "parts: [ { id: c, kind: chassis, name: C, fru: { serial-number: To Be Filled By O.E.M. } } ]\n")
    #expect(
      fixture.messages == [
        "test.yaml:3:65: warning: 'To Be Filled By O.E.M.' is what makers write for nothing; it counts as absent."
      ])
    let part = try #require(fixture.part("c"))
    #expect(part.serialNumber == nil)
  }

  @Test("dates are days of the calendar", arguments: ["2023-02-29", "2024-13-01", "24-01-01", "2024-1-1", "today"])
  func dates(text: String) {
    #expect(
      first("parts: [ { id: c, kind: chassis, name: C, fru: { manufactured: \(text) } } ]\n").1 == [
        "test.yaml:3:64: error: 'manufactured' must be a date such as 2026-03-01, not '\(text)'."
      ])
  }

  @Test("a firmware image has a version, in words and as far as known in numbers")
  func firmware() {
    let (content, messages) = first(
      "firmware: [ { id: bios, name: BIOS, kind: bios, version: 2.10, numbers: [2, 10], released: 2026-03-01, "
        + "target: ManagedSystem } ]\n")
    #expect(messages == [])
    guard case .firmware(let image)? = content else { return }
    #expect(image.kind == .bios && image.version == "2.10")
    #expect(image.major == 2 && image.minor == 10 && image.revision == nil && image.build == nil)
    #expect(image.target == ObjectID(.system, System.onlyID) && image.isCurrent)
  }

  @Test("a version has at most four numbers")
  func numbers() {
    #expect(
      first("firmware: [ { id: f, name: F, numbers: [1, 2, 3, 4, 5] } ]\n").1 == [
        "test.yaml:3:40: error: 'numbers' are at most four: major, minor, revision, build."
      ])
  }
}
