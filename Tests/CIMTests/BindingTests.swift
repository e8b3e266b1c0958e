import CIM
import Model
import Testing

/// How fields become properties.
struct BindingTests {
  let board = SampleBoard()

  /// The value of a property of CIM_NumericSensor under a profile with this line, for the inlet sensor as changed.
  private func value(
    _ property: String, as source: String, _ change: (inout Sensor) -> Void = { _ in }
  ) -> CIMValue? {
    let directory = DataDirectory(
      """
      profile: Test
      organization: Acme
      version: 1.0.0
      central: CIM_Sensor
      maps:
        quality: { good: Enabled, unknown: ~, unavailable: Disabled, disabled: Disabled }
        named: { Inlet: Enabled }
        both: { true: [OK, In Service], false: [Stopped] }
        warnings:
          { warning-low: LowerThresholdNonCritical, warning-high: UpperThresholdNonCritical, critical-low: ~,
            critical-high: ~, fatal-low: ~, fatal-high: ~ }
      classes:
        - class: CIM_NumericSensor
          for: sensor
          keys: { SystemCreationClassName: X, SystemName: "{system}", DeviceID: "{system}:{id}" }
          properties: { \(property): \(source) }
      """)
    let (view, said) = directory.load()
    #expect(said == [])
    var sensor = SampleBoard.inlet
    change(&sensor)
    let board = SampleBoard([.sensor(sensor)])
    return view.all("CIM_NumericSensor", board).first?[property]
  }

  private func reading(_ reading: Double, exponent: Int32) -> CIMValue? {
    value("CurrentReading", as: "{ of: .reading, as: scaled }") {
      $0.reading = reading
      $0.exponent = exponent
    }
  }

  @Test func readingsAreScaledByTheSensorsExponentAndRoundedAwayFromZero() {
    #expect(reading(24.125, exponent: -2) == .signed(2413))
    #expect(reading(-24.125, exponent: -2) == .signed(-2413))
    #expect(reading(3.3, exponent: -3) == .signed(3300))
    #expect(reading(4200, exponent: 0) == .signed(4200))
    #expect(reading(1_250_000, exponent: 3) == .signed(1250))
  }

  @Test func readingsThatDoNotFitSayTheLimit() {
    #expect(reading(1e12, exponent: 0) == .signed(Int64(Int32.max)))
    #expect(reading(-1e300, exponent: -3) == .signed(Int64(Int32.min)))
    #expect(reading(.infinity, exponent: 0) == .signed(Int64(Int32.max)))
    #expect(reading(.nan, exponent: 0) == nil)
    #expect(value("Hysteresis", as: "{ of: .hysteresis, as: scaled }") { $0.hysteresis = -1 } == .unsigned(0))
  }

  @Test func otherNumbersThatDoNotFitAreLeftOut() {
    #expect(value("MaxReadable", as: "{ of: .readable.high, as: milli }") { $0.maximumReadable = 1.5 } == .signed(1500))
    #expect(value("MaxReadable", as: "{ of: .readable.high, as: milli }") { $0.maximumReadable = 1e9 } == nil)
    #expect(value("MaxReadable", as: "{ of: .readable.high, as: rounded }") { $0.maximumReadable = 2.5 } == .signed(3))
    #expect(value("Resolution", as: "{ of: .resolution, as: rounded }") { $0.resolution = -2 } == nil)
    #expect(value("UnitModifier", as: ".exponent") { $0.exponent = -3 } == .signed(-3))
    #expect(value("EnabledState", as: ".exponent") { $0.exponent = -3 } == nil)
  }

  @Test func fieldsWithoutAValueLeaveThePropertyOut() {
    #expect(value("OtherSensorTypeDescription", as: ".kind-description") == nil)
    #expect(value("CurrentReading", as: "{ of: .reading, as: scaled }") { $0.quality = .unavailable } == nil)
    #expect(
      value("OtherSensorTypeDescription", as: "{ of: .kind-description, absent: none }") == .string("none"))
    #expect(value("PossibleStates", as: "{ of: .kind-description, absent: none }") == .array([.string("none")]))
  }

  @Test func mapsTurnWordsIntoTheNumbersOfTheProperty() {
    let source = "{ map: quality, of: .quality, absent: Unknown }"
    #expect(value("EnabledState", as: source) == .unsigned(2))
    #expect(value("EnabledState", as: source) { $0.quality = .disabled } == .unsigned(3))
    #expect(value("EnabledState", as: source) { $0.quality = .unknown } == nil, "'~' in the map")
    #expect(value("RequestedState", as: source) == .unsigned(2))
  }

  @Test func wordsThatAMapDoesNotHaveAreElse() {
    #expect(value("EnabledState", as: "{ map: named, of: .name, else: Other }") == .unsigned(2))
    #expect(value("EnabledState", as: "{ map: named, of: .name, else: Other }") { $0.name = "x" } == .unsigned(1))
    #expect(value("EnabledState", as: "{ map: named, of: .name, else: ~ }") { $0.name = "x" } == nil)
  }

  @Test func arraysComeFromListsAndFromSingleValues() {
    #expect(value("OperationalStatus", as: "[OK, Stressed]") == .array([.unsigned(2), .unsigned(4)]))
    #expect(value("OperationalStatus", as: "OK") == .array([.unsigned(2)]))
    #expect(value("OperationalStatus", as: "{ map: both, of: .numeric }") == .array([.unsigned(2), .unsigned(11)]))
    #expect(
      value("PossibleStates", as: "[Low, .name, .kind-description]") == .array([.string("Low"), .string("Inlet")]))
    #expect(value("PossibleStates", as: "[.kind-description]") == nil)
    let states = value("PossibleStates", as: "[Low, .state-names]") { $0.thresholds = Thresholds(fatalHigh: 60) }
    #expect(states == .array(["Low", "normal", "fatal-high", "unknown"].map { .string($0) }))
    #expect(
      value("SupportedThresholds", as: "{ map: warnings, of: .thresholds }") == .array([.unsigned(0), .unsigned(1)]))
    #expect(
      value("SupportedThresholds", as: "{ map: warnings, of: .thresholds }") { $0.thresholds = Thresholds() } == nil)
    #expect(
      value("Caption", as: "{ of: .thresholds, as: joined }") { $0.thresholds.warningLow = nil }
        == .string("warning-high; critical-low; critical-high"))
  }

  @Test func conditionsLeaveAPropertyOutWhileAFieldIsAbsentFalseOrEmpty() {
    #expect(value("Caption", as: "{ is: yes, present-if: .numeric }") == .string("yes"))
    #expect(value("Caption", as: "{ is: yes, present-if: .kind-description }") == nil)
    #expect(
      value("Caption", as: "{ of: .name, present-if: .settable-thresholds }") { $0.settableThresholds = [] } == nil)
    #expect(value("Caption", as: "{ of: .name, present-if: .numeric }") == .string("Inlet"))
  }

  @Test func textMayHaveHoles() {
    #expect(value("Caption", as: "\"{name} of {system}\"") == .string("Inlet of ManagedSystem"))
    #expect(value("Caption", as: "\"[{kind-description}]\"") == .string("[]"))
    #expect(value("Caption", as: "{ of: .health, as: text }") == .string("ok"))
    #expect(value("Caption", as: "\".name\"") == .string(".name"), "in quotes it is no field")
  }

  @Test func literalsAreWrittenByNameOrByNumber() {
    #expect(value("SensorType", as: "Air Flow") == .unsigned(12))
    #expect(value("SensorType", as: "12") == .unsigned(12))
    #expect(value("IsLinear", as: "true") == .boolean(true))
    #expect(
      value("InstallDate", as: "20261122204903.000000+000")
        == .datetime(.timestamp(microsecondsSince1970: 1_795_380_543_000_000, offset: 0)))
  }

  @Test func aClassForNoObjectIsOneInstance() throws {
    let directory = DataDirectory(
      """
      profile: Test
      organization: Acme
      version: 1.0.0
      central: CIM_IndicationService
      classes:
        - class: CIM_IndicationService
          keys: { SystemCreationClassName: CIM_ComputerSystem, SystemName: ManagedSystem, Name: Events }
          properties: { EnabledState: Enabled }
      """)
    let (view, said) = directory.load()
    #expect(said == [])
    let service = try #require(view.one("CIM_Service", ["Name": "Events"], board))
    #expect(service["EnabledState"] == .unsigned(2))
    #expect(service["CreationClassName"] == .string("CIM_IndicationService"))
    #expect(view.one("CIM_Service", ["Name": "Others"], board) == nil)
  }
}
