import Chips
import Documents
import Model
import TestSupport
import Testing

@testable import EntityManager

@Suite("Boards of entity-manager's files")
struct ImporterTests {
  /// What is made of one of Tests/EntityManager, and what is said, without the file's name.
  private func run(
    _ name: String, _ values: TemplateValues = TemplateValues()
  ) throws -> (outcome: Importer.Outcome?, said: [String]) {
    let diagnostics = Diagnostics()
    let types = EntityTypes.load(dataDirectories: [Repository.root], diagnostics: diagnostics)
    let path = "\(Repository.root)/Tests/EntityManager/\(name).json"
    let root = try #require(YAML.parse(try DataFile.read(path), file: name, into: diagnostics))
    var importer = Importer(
      name: name, source: "\(name).json", types: types, values: values, diagnostics: diagnostics,
      catalogue: { type in Self.chips.first { $0.name == type || $0.aliases.contains(type) } })
    let outcome = importer.add(root) ? importer.outcome : nil
    return (outcome, diagnostics.all.map { String($0.description.dropFirst(name.utf8.count + 1)) })
  }

  private static let chips: [ChipDescription] = [
    chip("tmp75", [("temp", .temperature)]),
    chip("tmp421", [("local", .temperature), ("remote", .temperature)], stems: ["remote": "temp2", "local": "temp1"]),
    chip("at24c02", []),
    chip(
      "pmbus-psu",
      [
        ("vin", .voltage), ("iout", .current), ("pin", .powerConsumption), ("temp1", .temperature),
        ("fan1", .tachometer),
      ]),
    chip("adm1272", [("vin", .voltage)], needs: ChipParameter(name: "shunt", meaning: "ohms of the shunt")),
  ]

  private static func chip(
    _ name: String, _ channels: [(String, SensorKind)], stems: [String: String] = [:], needs: ChipParameter? = nil
  ) -> ChipDescription {
    var chip = ChipDescription(name: name)
    chip.channels = channels.map { Channel(name: $0.0, kind: $0.1, source: .product([])) }
    chip.drivers = [
      KernelDriver(name: name, attributes: stems.map { KernelDriver.Attribute(channel: $0.key, stem: $0.value) })
    ]
    chip.parameters = needs.map { [$0] } ?? []
    return chip
  }

  @Test("every record becomes a line, in columns")
  func mainBoard() throws {
    let (outcome, _) = try run("main-board")
    #expect(
      outcome?.text == #"""
        # Imported from entity-manager's main-board.json. Nobody has run it on the machine yet.
        format: 1
        board: main-board

        buses:
          i2c6:        { i2c: 6 }
          i2c2:        { i2c: 2 }
          slot-1:      { mux: i2c2@0x70, channel: 0 }
          riser-mux-1: { mux: i2c2@0x70, channel: 1 }
          slot-3:      { mux: i2c2@0x70, channel: 2 }
          slot-4:      { mux: i2c2@0x70, channel: 3 }
          i2c4:        { i2c: 4 }

        chips:
          iio_hwmon:        { hwmon: iio_hwmon }
          inlet-temp:       { type: tmp75, at: i2c6@0x49 }
          board-left:       { type: tmp421, at: i2c6@0x4c }
          aspeed_pwm_tacho: { hwmon: aspeed_pwm_tacho }
          baseboard-fru:    { type: at24c02, at: i2c4@0x50 }

        sensors:
          - { id: p12v,        name: P12V,           read: iio_hwmon.in1,         scale: 8, warn: [~, 12.6], crit: [10.8, 13.2], when: on, of: bench-baseboard }
          - { id: inlet-temp,  name: Inlet Temp,     read: inlet-temp.temp,       warn: [~, 40], crit: [~, 45], hysteresis: 2, of: bench-baseboard }
          - { id: board-left,  name: "Board: left",  read: board-left.local,      warn: [~, 60], of: bench-baseboard }
          - { id: board-right, name: "Board: right", read: board-left.remote,     warn: [~, 70], of: bench-baseboard }
          - { id: fan-1,       name: Fan 1,          read: aspeed_pwm_tacho.fan1, crit: [1080, ~], of: fan-1 }
          - { id: fan-1-2,     name: Fan 1,          read: aspeed_pwm_tacho.fan2, of: fan-1-2 }

        fans:
          - { id: fan-1,   name: Fan 1, tach: fan-1 }
          - { id: fan-1-2, name: Fan 1, tach: fan-1-2 }

        parts:
          - { id: bench-baseboard, name: Bench Baseboard, kind: board, fru: { manufacturer: "Bench \"Works\"", eeprom: baseboard-fru } }

        """#)
    #expect(outcome?.records == 13)
    #expect(outcome?.taken == 7)
  }

  @Test("what is left out is said, with its place and the reason")
  func losses() throws {
    #expect(
      try run("main-board").said == [
        "15:9: warning: the record 'VBAT' of type ADC is left out: it is measured only while a line is set, which a scan "
          + "does not do.",
        "21:9: warning: of 'Inlet Temp', thresholds of severity SoftShutdown have no counterpart.",
        "43:9: warning: the record 'Riser Temp' of type TMP75 is left out: its Address is beyond 0x08 to 0x77; perhaps "
          + "its seven bits are shifted to the left.",
        "44:9: warning: the record 'Again' of type TMP75 is left out: another record is at the same address of the same "
          + "bus.",
        "61:9: warning: the record 'CPU 1' of type XeonCPU is left out: it is read over PECI.",
        "62:9: warning: the record 'Fan 1' of type Pid is left out: fans are not driven by PID here; give them 'pwm', "
          + "'minimum' and 'cooling' curves.",
        "63:9: warning: the record 'Something new' of type Flux is left out: nothing is known of its type.",
      ])
  }

  @Test("holes are filled where it is known with what")
  func templates() throws {
    let (outcome, said) = try run("supply", TemplateValues(bus: 7, address: 0x51))
    let text = try #require(outcome?.text)
    #expect(text.contains("psu2-fru: { type: at24c02,   at: i2c7@0x51 }"))
    #expect(text.contains("psu2:     { type: pmbus-psu, at: i2c7@0x59 }"))
    #expect(text.contains("{ id: psu2-iout1, name: PSU2 iout1, read: psu2.iout,  crit: [~, 62], of: bench-psu-2 }"))
    #expect(text.contains("supplies:\n  - { id: bench-psu-2, name: Bench PSU 2 }"))
    #expect(text.contains("kind: power-supply, realizes: bench-psu-2, fru: { eeprom: psu2-fru }"))
    #expect(said.count == 2)
    #expect(said[0].hasSuffix("of 'PSU2 pin', its limits are not in order; 'crit' is left out."))
    #expect(said[1].hasSuffix("'maxpin' of 'PSU2' is left out: a 'pmbus-psu' has no such channel."))
  }

  @Test("without that, what has holes is left out")
  func openTemplates() throws {
    let (outcome, said) = try run("supply")
    #expect(outcome?.taken == 0)
    #expect(said.count == 2)
    #expect(said.allSatisfy { $0.hasSuffix("follows from where its FRU is; say so by --bus and --address.") })
  }

  @Test("where there is no chip file the kernel's driver is named, and nothing is guessed")
  func kernel() throws {
    let (outcome, said) = try run("backplane")
    let text = try #require(outcome?.text)
    #expect(text.contains("backplane: { hwmon: emc1413, device: 11-0018 }"))
    #expect(text.contains("{ id: air,       name: Air,       read: backplane.temp3, of: backplane }"))
    #expect(text.contains("second:    { type: tmp75, at: i2c11@0x48 }"))
    #expect(
      said.map { $0.split(separator: "is left out: ").last.map(String.init) } == [
        "the board must say 'shunt' of such a chip: ohms of the shunt.",
        "board-configs/chips has no file for 'isl69225'.",
        "it has no Bus and Address.", "it has no Type.",
      ])
  }

  @Test("what is no such file is an error", arguments: ["[1]", "{ \"Name\": \"x\" }", "[{}]", "7"])
  func nonsense(text: String) throws {
    let diagnostics = Diagnostics()
    var importer = Importer(
      name: "x", source: "x", types: EntityTypes.load(dataDirectories: [Repository.root], diagnostics: diagnostics),
      values: TemplateValues(), diagnostics: diagnostics, catalogue: { _ in nil })
    let root = try #require(YAML.parse(Array(text.utf8), file: "x", into: diagnostics))
    let isTaken = importer.add(root)
    #expect(!isTaken)
    #expect(diagnostics.errorCount == 1)
  }
}
