import CIM
import Model
import Testing

/// What comparisons find: the inlet reads 2413 hundredths, the tachometer 4200; only the inlet has thresholds above.
struct QueryComparisonTests {
  @Test(
    arguments: [
      ("CurrentReading = 2413", ["inlet"]), ("CurrentReading <> 2413", ["fan1-tach"]),
      ("CurrentReading > 2413", ["fan1-tach"]), ("CurrentReading >= 2413", ["inlet", "fan1-tach"]),
      ("CurrentReading < 4200", ["inlet"]), ("CurrentReading <= 4200", ["inlet", "fan1-tach"]),
      ("2413 < CurrentReading", ["fan1-tach"]), ("4200 >= CurrentReading", ["inlet", "fan1-tach"]),
      ("CurrentReading > 2413.5", ["fan1-tach"]), ("CurrentReading = 2413.0", ["inlet"]),
      ("CurrentReading = 2413.0000001", []), ("UnitModifier = -2", ["inlet"]), ("UnitModifier < 0", ["inlet"]),
      ("CurrentReading < 18446744073709551615", ["inlet", "fan1-tach"]), ("UnitModifier = 18446744073709551614", []),
      ("CurrentReading > -1e300", ["inlet", "fan1-tach"]), ("CurrentReading < 1e300", ["inlet", "fan1-tach"]),
      ("SensorType = 2", ["inlet"]), ("SensorType = 0x02", ["inlet"]), ("SensorType = 66000", []),
      ("CurrentReading < UpperThresholdNonCritical", ["inlet"]),
      ("CurrentReading > LowerThresholdCritical", ["inlet", "fan1-tach"]),
      ("DeviceID < ElementName", []), ("DeviceID <> CreationClassName", ["inlet", "fan1-tach"]),
    ], [QueryLanguage.wql, .cql])
  func numbersAndPropertiesAreCompared(_ test: (condition: String, found: [String]), _ language: QueryLanguage) throws {
    #expect(try QuerySample().sensors(where: test.condition, language) == test.found)
  }

  @Test(arguments: [
    ("ElementName = 'Fan 1'", true, true), ("ElementName = 'FAN 1'", true, false),
    ("ElementName <> 'fan 1'", false, true),
    ("ElementName = 'Fan'", false, false), ("ElementName = 'Fan 1 '", false, false),
    ("ElementName > 'FAN 0'", true, true),
    ("ElementName < 'fan 1'", false, true), ("ElementName > 'fan 0'", true, false), ("ElementName > ''", true, true),
    ("ElementName = ''", false, false), ("DeviceID = 'FAN1'", true, false),
  ])
  func theCaseOfLettersCountsInCQLAndNotInWQL(_ condition: String, _ wql: Bool, _ cql: Bool) throws {
    #expect(try QuerySample().fans(where: condition, .wql) == (wql ? ["fan1"] : []))
    #expect(try QuerySample().fans(where: condition, .cql) == (cql ? ["fan1"] : []))
  }

  @Test func textIsComparedByCodePoint() throws {
    let sample = QuerySample(fanNamed: "Lüfter é")
    #expect(try sample.fans(where: "ElementName = 'LÜFTER É'", .wql) == ["fan1"])
    #expect(try sample.fans(where: "ElementName = 'LÜFTER É'", .cql) == [])
    #expect(try sample.fans(where: "ElementName = 'Lüfter é'", .cql) == ["fan1"])
    #expect(try sample.fans(where: "ElementName = 'L\\x00FCfter é'", .cql) == ["fan1"])
    // A property with a property: "Inlet" comes before "inlet" where the case of letters counts.
    #expect(try QuerySample().sensors(where: "ElementName < DeviceID", .cql) == ["inlet", "fan1-tach"])
    #expect(try QuerySample().sensors(where: "ElementName < DeviceID", .wql) == ["fan1-tach"])
    // Composed and decomposed letters look alike, and are not the same text.
    #expect(try sample.fans(where: "ElementName = 'Lüfter e\u{301}'", .cql) == [])
    #expect(try sample.fans(where: "ElementName > 'Lz'", .cql) == ["fan1"])
    #expect(try QuerySample(fanNamed: "\u{FFFD}").fans(where: "ElementName < '\u{10000}'", .cql) == ["fan1"])
  }

  @Test(arguments: [
    ("ActiveCooling = 'TRUE'", true), ("ActiveCooling = 'false'", false), ("ActiveCooling = 1", true),
    ("ActiveCooling <> 0", true), ("HealthState = '5'", true), ("HealthState = \"0x5\"", true),
    ("HealthState > '5.5'", false),
  ])
  func wqlTakesNumbersAndTruthValuesInQuotes(_ condition: String, _ isFound: Bool) throws {
    #expect(try QuerySample().fans(where: condition, .wql) == (isFound ? ["fan1"] : []))
    #expect(throws: QueryError.self) { try QuerySample().fans(where: condition, .cql) }
  }

  /// The system changed its state at 2026-11-22 20:49:03 UTC.
  @Test(
    arguments: [
      ("= '20261122204903.000000+000'", true), ("= '20261122214903.000000+060'", true),
      ("= '2026-11-22T20:49:03Z'", true),
      ("> '2026-11-22T20:49:02Z'", true), ("< '20261122204903.000001+000'", true), ("<> '2026-11-22T20:49:03Z'", false),
      ("> '20261121******.******+000'", true), ("> '20261122******.******+000'", false),
      ("<= '20261122******.******+000'", false), ("< '2026-11-23Z'", true), ("<> '20261201******.******+000'", true),
      // A length of time is neither before nor after a point in time.
      ("> 'PT0S'", false), ("<> 'PT0S'", false),
    ], [QueryLanguage.wql, .cql])
  func timesAreComparedAsTimes(_ test: (rest: String, isFound: Bool), _ language: QueryLanguage) throws {
    let text = "SELECT * FROM CIM_ComputerSystem WHERE TimeOfLastStateChange \(test.rest)"
    #expect(try QuerySample().found(text, language).count == (test.isFound ? 1 : 0))
  }

  @Test(arguments: [
    ("OperationalStatus[0] = 2", ["fan1"]), ("OperationalStatus[0] <> 2", []), ("OperationalStatus[1] = 2", []),
    ("OperationalStatus[1] IS NULL", ["fan1"]), ("OperationalStatus[0] IS NULL", []),
    ("f.OperationalStatus[0x0] >= 2", ["fan1"]), ("OperationalStatus IS NOT NULL", ["fan1"]),
    ("OperationalStatus[0] < HealthState", ["fan1"]), ("NOT OperationalStatus[65535] = 2", []),
  ])
  func itemsOfArraysAreCountedFromZeroInCQL(_ condition: String, _ found: [String]) throws {
    #expect(try QuerySample().found("SELECT * FROM CIM_Fan f WHERE \(condition)", .cql) == found)
  }

  @Test(
    arguments: [
      ("SELECT * FROM CIM_Sensor WHERE CIM_Sensor ISA CIM_NumericSensor", ["inlet", "fan1-tach"]),
      ("SELECT * FROM CIM_Sensor s WHERE s ISA cim_numericsensor", ["inlet", "fan1-tach"]),
      ("SELECT * FROM CIM_Sensor s WHERE NOT s ISA CIM_NumericSensor", ["lid"]),
      ("SELECT * FROM CIM_Sensor s WHERE s NOT ISA 'CIM_NumericSensor'", ["lid"]),
      ("SELECT * FROM CIM_Sensor s WHERE s ISA 'CIM_ManagedElement'", ["inlet", "fan1-tach", "lid"]),
      ("SELECT * FROM CIM_Sensor s WHERE s ISA CIM_Fan", []),
    ], [QueryLanguage.wql, .cql])
  func isaAsksForAClassAndItsSubclasses(_ test: (text: String, found: [String]), _ language: QueryLanguage) throws {
    #expect(try QuerySample().found(test.text, language) == test.found)
  }

  @Test(arguments: [
    ("__THIS ISA 'CIM_NumericSensor'", ["inlet", "fan1-tach"]), ("NOT __this ISA CIM_NumericSensor", ["lid"]),
    ("__CLASS = 'cim_sensor'", ["lid"]), ("__CLASS <> 'CIM_Sensor'", ["inlet", "fan1-tach"]),
    ("__CLASS LIKE '%numeric%'", ["inlet", "fan1-tach"]), ("CIM_Sensor.__CLASS = 'CIM_Fan'", []),
  ])
  func wqlNamesTheInstanceAndItsClass(_ condition: String, _ found: [String]) throws {
    #expect(try QuerySample().found("SELECT * FROM CIM_Sensor WHERE \(condition)", .wql) == found)
  }
}
