import Boards
import Drivers
import Model
import Testing

/// `fans`, `cooling` and `redundancy` of a board file.
struct CoolingTests {
  private static let sensors = """
    sensors:
      - { id: inlet, name: Inlet, kind: temperature }
      - { id: tach, name: Tach, kind: tachometer }
      - { id: lid, name: Lid, kind: intrusion, states: { Open: critical } }

    """
  private static let scenario = """
    - { sensor: inlet, value: 20 }
    - { sensor: lid, states: [] }
    """

  /// The text begins with line 13.
  private func board(_ text: String) -> BoardFixture {
    .simulated(Self.sensors + text, scenario: Self.scenario + "\n- { sensor: tach, value: 1 }")
  }

  @Test func aFanThatIsDrivenHasAPlanAndAnotherIsOnlyRead() throws {
    let fixture = BoardFixture.simulated(
      Self.sensors + """
        cooling: [ { id: main, by: { inlet: [[25, 20%], [35.5, 60%], [40, 100%]] }, hysteresis: 2 } ]
        fans:
          - { id: fan1, name: Fan 1, tach: tach, pwm: simulated, minimum: 20%, full-speed: 8000 rpm, cooling: main }
          - { id: fan2, name: Fan 2, cooling: main }
          - { id: fan3, name: Fan 3, pwm: simulated, minimum: 30% }
        """, scenario: Self.scenario)
    #expect(fixture.messages == [], "the scenario need not say what the tachometer of a driven fan reads")
    #expect(
      fixture.board.fans == [
        "fan1": FanPlan(minimumDuty: 20, fullSpeed: 8000, zone: "main"), "fan3": FanPlan(minimumDuty: 30),
      ])
    let points = [CurvePoint(25, duty: 20), CurvePoint(35.5, duty: 60), CurvePoint(40, duty: 100)]
    let governor = Governor(sensor: "inlet", curve: points, hysteresis: 2)
    #expect(fixture.board.zones == ["main": CoolingZone(id: "main", governors: [governor])])
    #expect(
      fixture.simulation?.fans == [
        SimulatedFan(id: "fan1", tachometer: "tach", fullSpeed: 8000),
        SimulatedFan(id: "fan3", tachometer: nil, fullSpeed: 8000),
      ])
    let variable = fixture.board.contents.compactMap { if case .fan(let fan) = $0 { fan.isVariableSpeed } else { nil } }
    #expect(variable == [true, false, true])
  }

  @Test(arguments: [
    ("pwm: simulated", "13:11: error: a fan needs 'minimum'."),
    ("minimum: 20%", "13:47: error: 'minimum' is for fans that are driven; say by what with 'pwm'."),
    (
      "pwm: simulated, minimum: 20%, full-speed: 0 rpm",
      "13:80: error: 'full-speed' must be from 1 rpm to 1000000 rpm."
    ),
    (
      "pwm: simulated, minimum: 20%, cooling: mian",
      "13:77: error: there is no cooling zone 'mian' under 'cooling'. Did you mean 'main'?"
    ),
    ("pwm: chip.pwm1, minimum: 20%", "13:43: error: on a simulated board fans are driven by 'pwm: simulated'."),
  ])
  func whatAFanLacksIsSaid(keys: String, message: String) {
    let fixture = board(
      "fans: [ { id: fan1, name: Fan 1, tach: tach, \(keys) } ]\n"
        + "cooling: [ { id: main, by: { inlet: [[25, 20%]] } } ]")
    #expect(fixture.messages.count == 1)
    #expect(fixture.messages.first?.hasSuffix(message.split(separator: ":", maxSplits: 2).last!) == true)
  }

  @Test(arguments: [
    ("id: a", "a cooling zone needs 'by'."),
    ("id: a, by: {}", "'by' names the sensors that govern the zone, and what their readings demand."),
    ("id: a, by: { inlte: [[25, 20%]] }", "there is no sensor 'inlte' on this board. Did you mean 'inlet'?"),
    ("id: a, by: { lid: [[25, 20%]] }", "'lid' has states; only a sensor that reads a number can govern fans."),
    ("id: a, by: { inlet: 20% }", "'inlet' needs a list of points such as [[25, 20%], [40, 100%]]."),
    ("id: a, by: { inlet: [25, 20%] }", "a point is what is read and the duty that it demands, such as [25, 20%]."),
    ("id: a, by: { inlet: [[25, 20%], [25, 30%]] }", "the points of 'inlet' go up: 25.0 is not above 25.0."),
    ("id: a, by: { inlet: [[25, 120%]] }", "'inlet' must be 0% to 100%, not 120%."),
    ("id: a, hysteresis: -1, by: { inlet: [[25, 20%]] }", "'hysteresis' cannot be below 0."),
  ])
  func aZoneWithAMistakeIsLeftOut(zone: String, message: String) {
    let fixture = board("cooling: [ { \(zone) } ]")
    #expect(fixture.messages.first?.hasSuffix("error: \(message)") == true)
    #expect(fixture.board.zones.isEmpty)
  }

  @Test func onHardwareAnOutputOfAChipDrivesThem() throws {
    let fixture = BoardFixture(
      """
      chips: { ctl: { hwmon: nct6798 } }
      fans:
        - { id: fan1, name: Fan 1, pwm: ctl.pwm1, minimum: 20% }
        - { id: fan2, name: Fan 2, pwm: ctl.temp1, minimum: 20% }
        - { id: fan3, name: Fan 3, pwm: simulated, minimum: 20% }
      """)
    #expect(
      fixture.messages.map { $0.split(separator: " error: ").last ?? "" } == [
        "'temp1' is read, a temperature; a fan is driven by a pwm.",
        "only the fans of a board with a 'simulation' are simulated.",
      ])
    guard case .bus(let plan)? = fixture.board.sources.first else {
      Issue.record("nothing drives it: \(fixture.messages)")
      return
    }
    #expect(plan.fans == [PlannedFan(id: "fan1", chip: "ctl", output: "pwm1")])
    #expect(fixture.board.fanSources == ["fan1": plan.name])
  }

  @Test func fansOfAZoneWithAMistakeStillBelongToItSoThatTheyStayAtFullSpeed() {
    let fixture = board(
      """
      cooling: [ { id: main, by: {} } ]
      fans: [ { id: fan1, name: Fan 1, pwm: simulated, minimum: 20%, cooling: main } ]
      """)
    #expect(fixture.board.fans["fan1"]?.zone == "main")
    #expect(fixture.board.zones.isEmpty)
  }

  // MARK: Redundancy

  private static let supplies = """
    supplies: [ { id: psu1, name: PSU 1 }, { id: psu2, name: PSU 2 } ]
    fans: [ { id: fan1, name: Fan 1 } ]

    """

  @Test func aSetIsMadeOfDevicesOfOneKind() throws {
    let fixture = board(
      Self.supplies + "redundancy: [ { id: psus, name: Supplies, of: [psu1, psu2], needed: 1 } ]")
    #expect(fixture.messages == [])
    let sets = fixture.board.contents.compactMap { if case .redundancy(let set) = $0 { set } else { nil } }
    #expect(
      sets == [
        RedundancySet(
          id: "psus", name: "Supplies", system: System.onlyID,
          members: [ObjectID(.supply, "psu1"), ObjectID(.supply, "psu2")], needed: 1)
      ])
  }

  @Test(arguments: [
    ("of: [psu1, fan1], needed: 1", "'of' names 'fan1', but there is no such supply. Choose from: psu1, psu2."),
    ("of: [psu1, psu3], needed: 1", "'of' names 'psu3', but there is no such supply. Did you mean 'psu1'?"),
    ("of: [psu1, psu1], needed: 1", "a device can be in a set only once."),
    (
      "of: [psu1, psu2], needed: 2",
      "where 2 of 2 are needed, none can be spared; 'needed' must be less."
    ),
    ("of: psu1, needed: 1", "'of' is a list of fans, or of supplies, such as [psu1, psu2]."),
    ("of: [psu1, psu2]", "a redundancy set needs 'needed'."),
  ])
  func aSetWithAMistakeIsLeftOut(keys: String, message: String) {
    let fixture = board(Self.supplies + "redundancy: [ { id: psus, name: Supplies, \(keys) } ]")
    #expect(fixture.messages.first?.hasSuffix("error: \(message)") == true, "\(fixture.messages)")
    #expect(!fixture.ids.contains("redundancy/psus"))
  }
}
