import CIM
import Testing

/// The forms that a query may have, in both languages.
struct AcceptedQueryTests {
  private func parse(_ text: String, _ language: QueryLanguage) throws -> InstanceQuery {
    try InstanceQuery.parse(text, language, schema: QuerySample.view.schema)
  }

  @Test(
    arguments: [
      "SELECT * FROM CIM_Fan", "select * from cim_fan", "  SeLeCt\t*\r\nFROM\nCIM_FAN  ",
      "SELECT CIM_Fan.* FROM CIM_Fan",
      "SELECT f.* FROM CIM_Fan AS f", "SELECT f.* FROM CIM_Fan f", "SELECT *FROM CIM_Fan",
      "SELECT Name, f.* FROM CIM_Fan f",
    ], [QueryLanguage.wql, .cql])
  func everythingOfAClass(_ text: String, _ language: QueryLanguage) throws {
    let query = try parse(text, language)
    #expect(query.cimClass.name == "CIM_Fan")
    #expect(query.projection == nil)
  }

  @Test(
    arguments: [
      ("SELECT ElementName FROM CIM_Fan", ["ElementName"]),
      ("SELECT elementname,DEVICEID FROM CIM_Fan", ["ElementName", "DeviceID"]),
      ("SELECT DeviceID, ElementName, deviceid FROM CIM_Fan", ["DeviceID", "ElementName"]),
      ("SELECT CIM_Fan.DeviceID FROM CIM_Fan", ["DeviceID"]),
      (
        "SELECT cim_fan.DeviceID, f.ElementName FROM CIM_Fan AS f WHERE f.DeviceID = 'fan1'",
        ["DeviceID", "ElementName"]
      ),
      ("SELECT OperationalStatus FROM CIM_Fan", ["OperationalStatus"]),
    ], [QueryLanguage.wql, .cql])
  func propertiesAreSelectedAsTheSchemaSpellsThem(
    _ query: (text: String, names: [String]), _ language: QueryLanguage
  ) throws {
    #expect(try parse(query.text, language).projection == query.names)
  }

  @Test(
    arguments: [
      "DeviceID = 'fan1'", "deviceid='fan1'", "CIM_Fan.DeviceID = 'fan1'", "DeviceID = \"fan1\"", "'fan1' = DeviceID",
      "DeviceID <> 'fan2'", "DeviceID != 'fan2'", "DeviceID < 'fan2'", "DeviceID >= 'fan1'", "DeviceID IS NOT NULL",
      "devIceId is not null", "(DeviceID = 'fan1')", "((((DeviceID = 'fan1'))))", "NOT DeviceID = 'fan2'",
      "NOT NOT DeviceID = 'fan1'", "NOT (DeviceID = 'x' OR DeviceID = 'y')", "CIM_Fan ISA CIM_Fan",
      "DeviceID = ElementName OR DeviceID <> ElementName", "HealthState = 5", "HealthState = 0x5", "HealthState = +5",
      "HealthState = 5.0", "HealthState = .5e1", "HealthState = 50e-1", "5. = HealthState",
      "HealthState < 0xFFFFFFFFFFFFFFFF",
      "HealthState > -9223372036854775808", "ActiveCooling = TRUE", "ActiveCooling <> false",
      "ElementName = 'Fan \\x31'", "ElementName <> 'a\\'b\\\"c\\\\d\\n\\t\\r\\b\\f\\x20AC'",
    ], [QueryLanguage.wql, .cql])
  func conditionsThatAreTrueOfTheFan(_ condition: String, _ language: QueryLanguage) throws {
    #expect(try QuerySample().fans(where: condition, language) == ["fan1"])
  }

  @Test func namesThatAreKeywordsElsewhereAreNames() throws {
    // An other name for the class may be any word that cannot follow it.
    #expect(try parse("SELECT * FROM CIM_Fan AS order WHERE order.DeviceID = 'fan1'", .cql).cimClass.name == "CIM_Fan")
  }

  @Test func subclassesAreFoundAndOthersNot() throws {
    let sample = QuerySample()
    #expect(try sample.found("SELECT * FROM CIM_Sensor", .wql) == ["inlet", "fan1-tach", "lid"])
    #expect(try sample.found("SELECT * FROM CIM_NumericSensor", .cql) == ["inlet", "fan1-tach"])
    #expect(try sample.found("SELECT * FROM CIM_Sensor WHERE DeviceID = 'fan1-tach'", .wql) == ["fan1-tach"])
    // The property stands elsewhere in each of the classes.
    #expect(
      Set(try sample.found("SELECT * FROM CIM_LogicalDevice WHERE ElementName LIKE '%1%'", .wql))
        == ["fan1", "psu1", "fan1-tach"])
  }

  @Test func associationsAreFoundToo() throws {
    #expect(try QuerySample().found("SELECT * FROM CIM_SystemDevice WHERE PartComponent IS NOT NULL", .wql).count == 6)
    #expect(try QuerySample().found("SELECT * FROM CIM_Dependency WHERE Antecedent IS NULL", .cql) == [])
  }

  @Test func aQueryMayBeMatchedFromManyThreads() async throws {
    let query = try parse("SELECT * FROM CIM_LogicalDevice WHERE ElementName LIKE '%1%'", .wql)
    let board = SampleBoard()
    let instances = QuerySample.view.all("CIM_ManagedElement", board)
    let expected = instances.filter { query.matches($0) }.count
    let counts = await withTaskGroup(of: Int.self, returning: [Int].self) { group in
      for _ in 0..<8 {
        group.addTask { (0..<50).reduce(0) { sum, _ in sum + instances.filter { query.matches($0) }.count } }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(expected == 3)
    #expect(counts == Array(repeating: 50 * expected, count: 8))
  }
}
