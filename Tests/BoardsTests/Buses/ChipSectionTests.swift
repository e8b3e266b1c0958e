import Boards
import Chips
import Drivers
import Model
import Testing

@Suite("The chips of a board")
struct ChipSectionTests {
  private func fixture(_ chips: String, _ rest: String = "") -> BoardFixture {
    .hardware("buses: { main: { i2c: 6 }, psu: { mux: main@0x70, channel: 2 } }\nchips: { \(chips) }\n\(rest)")
  }

  @Test("a type is a file, under the name of its chip or of one that is like it")
  func types() {
    let fixture = fixture("a: { type: tmp75, at: main@0x48 }, b: { type: tmp105, at: main@0x49 }")
    #expect(fixture.messages == [])
    #expect(fixture.buses.first?.chips.map(\.chip.name) == ["tmp75", "tmp105"])
  }

  @Test("what a board must say of a chip is asked for, and what it may say has a standard")
  func parameters() {
    #expect(
      fixture("rail: { type: ina226, at: main@0x40 }").messages.first?.hasPrefix(
        "test.yaml:4:16: error: a chip of type 'ina226' needs 'shunt':") == true)
    let stated = fixture("rail: { type: ina226, at: main@0x40, shunt: 0.002 }, fan: { type: max31790, at: main@0x20 }")
    #expect(stated.messages == [])
    #expect(stated.buses.first?.chips.map { $0.parameters["shunt"] } == [0.002, nil])
    #expect(stated.buses.first?.chips.map { $0.parameters["pulses"] } == [nil, 2])
  }

  @Test("nothing is written to a chip, and no codes are asked for, unless the board says so")
  func permissions() {
    let fixture = fixture(
      "a: { type: tmp75, at: main@0x48 }, b: { type: tmp75, at: main@0x49, set-up: true, checked: true }")
    #expect(fixture.buses.first?.chips.map(\.isSetUp) == [false, true])
    #expect(fixture.buses.first?.chips.map(\.isChecked) == [false, true])
  }

  @Test("the channel that a sensor reads gives its kind and its states")
  func sensors() {
    let fixture = fixture(
      "inlet: { type: tmp75, at: main@0x48 }, fanctl: { type: max31790, at: main@0x20 }",
      """
      sensors:
        - { id: t, name: T, read: inlet.temp, scale: 2, offset: -1 }
        - { id: f, name: F, read: fanctl.tach1 }
        - { id: s, name: S, read: fanctl.faults, kind-description: faults }
      """)
    #expect(fixture.messages == [])
    #expect(fixture.sensor("t")?.kind == .temperature && fixture.sensor("f")?.kind == .tachometer)
    #expect(fixture.sensor("s")?.isNumeric == false && fixture.sensor("s")?.discreteStates.count == 12)
    #expect(
      fixture.buses.first?.chips.first?.readings == [PlannedReading(sensor: "t", channel: "temp", scale: 2, offset: -1)]
    )
  }

  @Test("a chip that a driver of the kernel has needs no type, and no bus")
  func kernel() {
    let fixture = fixture(
      "board: { hwmon: w83773g, device: 1-004c }", "sensors: [ { id: t, name: T, read: board.temp1 } ]")
    #expect(fixture.messages == [])
    #expect(fixture.sensor("t")?.kind == .temperature)
    #expect(fixture.buses.map(\.name) == ["hwmon"] && fixture.buses.first?.adapter == nil)
    #expect(fixture.buses.first?.chips.map(\.place) == [.hwmon(name: "w83773g", device: "1-004c")])
  }

  @Test("images, texts and modules of memory go to the worker of their chip")
  func memories() {
    let fixture = fixture(
      "e: { type: at24c02, at: main@0x50 }, d: { type: ee1004, at: main@0x51 }, p: { type: pmbus-psu, at: psu@0x58 }",
      """
      parts:
        - { id: chassis, name: Chassis, kind: chassis, fru: { eeprom: e } }
        - { id: dimm1, name: DIMM 1, kind: memory, spd: d }
        - { id: psu1, name: PSU 1, kind: power-supply, from: p }
      firmware: [ { id: psu1, name: PSU 1, read: p.revision } ]
      """)
    #expect(fixture.messages == [])
    let plan = fixture.buses.first
    #expect(plan?.parts.map(\.memory) == [.fru(chip: "e"), .spd(chip: "d"), .texts(chip: "p")])
    #expect(plan?.firmware.map(\.channel) == ["revision"])
  }

  @Test(
    "what cannot be is said",
    arguments: [
      ("a: { at: main@0x48 }", "", "4:13: error: the chip 'a' needs 'type'."),
      ("a: { type: tmp57, at: main@0x48 }", "", "4:21: error: there is no chip 'tmp57'. Did you mean 'tmp75'?"),
      ("a: { type: tmp75 }", "", "4:13: error: the chip 'a' needs 'at'."),
      ("a: { type: tmp75, at: man@0x48 }", "", "4:32: error: there is no bus 'man'. Did you mean 'main'?"),
      (
        "a: { type: tmp75, at: main@0x80 }", "",
        "4:32: error: 'at' has an address beyond 0x08 to 0x77; are the seven bits shifted to the left?"
      ),
      (
        "a: { type: tmp75, at: main@0x48 }, b: { type: tmp75, at: psu@0x48 }", "",
        "4:48: error: 0x48 is taken by 'a' already, which can be seen from here."
      ),
      (
        "a: { type: tmp75, at: psu@0x70 }", "",
        "4:13: error: 0x70 is the address of the multiplexer that this chip is behind."
      ),
      (
        "a: { type: tmp75, at: main@0x48 }", "sensors: [ { id: t, name: T, read: a.tmp } ]",
        "5:36: error: a 'tmp75' has no channel 'tmp'. Did you mean 'temp'?"
      ),
      (
        "a: { type: tmp75, at: main@0x48 }", "sensors: [ { id: t, name: T, read: b.temp } ]",
        "5:36: error: there is no chip 'b'. Did you mean 'a'?"
      ),
      (
        "a: { type: tmp75, at: main@0x48 }", "parts: [ { id: c, name: C, kind: chassis, fru: { eeprom: a } } ]",
        "5:58: error: 'a' is a 'tmp75', which is no memory."
      ),
    ])
  func mistakes(chips: String, rest: String, message: String) {
    #expect(fixture(chips, rest).messages == ["test.yaml:" + message])
  }
}
