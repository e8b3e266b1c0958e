import CIM
import Testing

/// Everything that is refused says where, and what to do.
struct RefusedQueryTests {
  typealias Row = (query: MarkedQuery, kind: QueryError.Kind)

  private func check(_ row: Row, _ language: QueryLanguage) {
    let error = row.query.error(language)
    #expect(error?.kind == row.kind)
    #expect(error?.column == row.query.column)
    #expect(error?.message.hasSuffix(".") == true || error?.message.hasSuffix("?") == true)
  }

  @Test(
    arguments: [
      ("‸", .syntax), ("‸FROM CIM_Fan", .syntax), ("SELECT‸", .syntax), ("SELECT *‸", .syntax),
      ("SELECT * ‸CIM_Fan", .syntax), ("SELECT * FROM‸", .syntax), ("SELECT * FROM ‸'CIM_Fan'", .syntax),
      ("SELECT * FROM ‸5", .syntax), ("SELECT * FROM CIM_Fan WHERE‸", .syntax), ("SELECT * FROM CIM_Fan AS‸", .syntax),
      ("SELECT * FROM CIM_Fan AS f ‸g", .syntax), ("SELECT *‸, Name FROM CIM_Fan", .syntax),
      ("SELECT Name ‸Name FROM CIM_Fan", .syntax), ("SELECT Name,‸", .syntax), ("SELECT ‸5 FROM CIM_Fan", .syntax),
      ("SELECT f‸.5 FROM CIM_Fan f", .syntax), ("SELECT * FROM CIM_Fan‸;", .syntax),
      ("SELECT * FROM CIM_Fan‸)", .syntax),
      ("SELECT * FROM CIM_Fan ‸5", .syntax), ("SELECT ‸[Name] FROM CIM_Fan", .syntax),
      ("WHERE DeviceID‸", .syntax), ("WHERE DeviceID =‸", .syntax), ("WHERE DeviceID ‸'fan1'", .syntax),
      ("WHERE DeviceID =‸= 'x'", .syntax), ("WHERE DeviceID ‸! 'x'", .syntax), ("WHERE (DeviceID = 'x'‸", .syntax),
      ("WHERE DeviceID = 'x'‸)", .syntax), ("WHERE (‸)", .syntax), ("WHERE DeviceID = 'x' AND‸", .syntax),
      ("WHERE DeviceID = 'x' ‸DeviceID = 'y'", .syntax), ("WHERE DeviceID = 'x' OR ‸= 'y'", .syntax),
      ("WHERE NOT‸", .syntax),
      ("WHERE DeviceID IS‸", .syntax), ("WHERE DeviceID IS ‸'x'", .syntax), ("WHERE DeviceID IS NOT ‸5", .syntax),
      ("WHERE DeviceID NOT ‸= 'x'", .syntax), ("WHERE DeviceID LIKE ‸5", .syntax),
      ("WHERE DeviceID LIKE ‸ElementName", .syntax),
      ("WHERE CIM_Fan ISA ‸5", .syntax), ("WHERE DeviceID = ‸'x", .syntax), ("WHERE DeviceID = ‸\"x'", .syntax),
      ("WHERE DeviceID = 'it'‸'s'", .syntax), ("WHERE DeviceID = 'a‸\\z'", .syntax),
      ("WHERE DeviceID = 'a‸\\", .syntax),
      ("WHERE DeviceID = 'a‸\\xZ'", .syntax), ("WHERE DeviceID = 'a‸\\x0'", .syntax),
      ("WHERE DeviceID = 'a‸\\xD800'", .syntax),
      ("WHERE HealthState = ‸5x", .syntax), ("WHERE HealthState = ‸0x", .syntax), ("WHERE HealthState = ‸0xG", .syntax),
      ("WHERE HealthState = ‸1.2.3", .syntax), ("WHERE HealthState = ‸1e", .syntax),
      ("WHERE HealthState = ‸1e+", .syntax),
      ("WHERE HealthState = 5 ‸-5", .syntax), ("WHERE DeviceID = 'x' ‸@", .syntax),
      ("WHERE DeviceID = ‸\u{0}", .syntax),
    ] as [Row], [QueryLanguage.wql, .cql])
  func whatIsNoQuery(_ row: Row, _ language: QueryLanguage) { check(row, language) }

  @Test(
    arguments: [
      ("‸ASSOCIATORS OF {CIM_Fan.DeviceID='fan1'}", .unsupported), ("‸references of {x}", .unsupported),
      ("‸DELETE FROM CIM_Fan", .unsupported), ("SELECT ‸DISTINCT Name FROM CIM_Fan", .unsupported),
      ("SELECT ‸TOP 5 * FROM CIM_Fan", .unsupported), ("SELECT ‸FIRST 3 Name FROM CIM_Fan", .unsupported),
      ("SELECT ‸COUNT(*) FROM CIM_Fan", .unsupported), ("SELECT ‸OBJECTPATH(CIM_Fan) FROM CIM_Fan", .unsupported),
      ("SELECT Name ‸AS n FROM CIM_Fan", .unsupported), ("SELECT OperationalStatus‸[0] FROM CIM_Fan", .unsupported),
      ("SELECT CIM_Fan‸::Name FROM CIM_Fan", .unsupported), ("SELECT ‸__PATH FROM CIM_Fan", .unsupported),
      ("SELECT * FROM CIM_Fan‸, CIM_Sensor", .unsupported), ("SELECT * FROM CIM_Fan f‸, CIM_Sensor s", .syntax),
      ("SELECT * FROM ‸meta_class", .unsupported), ("SELECT * FROM CIM_Fan ‸JOIN CIM_Sensor", .unsupported),
      ("SELECT * FROM CIM_Fan ‸WITHIN 5 WHERE Name = 'x'", .unsupported),
      ("SELECT * FROM CIM_Fan ‸GROUP WITHIN 5", .unsupported),
      ("SELECT * FROM CIM_Fan ‸ORDER BY Name", .unsupported), ("WHERE DeviceID = 'x' ‸ORDER BY DeviceID", .unsupported),
      ("WHERE DeviceID = 'x' ‸GROUP BY DeviceID", .unsupported), ("WHERE DeviceID = 'x' ‸LIMIT 5", .unsupported),
      ("WHERE DeviceID ‸IN ('x', 'y')", .unsupported), ("WHERE HealthState ‸BETWEEN 1 AND 5", .unsupported),
      ("WHERE DeviceID LIKE 'a!%' ‸ESCAPE '!'", .unsupported), ("WHERE ‸UPPERCASE(DeviceID) = 'x'", .unsupported),
      ("WHERE HealthState ‸+ 1 = 6", .unsupported), ("WHERE HealthState ‸/ 2 = 6", .unsupported),
      ("WHERE HealthState ‸- 2 = 6", .unsupported), ("WHERE DeviceID ‸|| 'x' = 'fan1x'", .unsupported),
      ("WHERE HealthState = HealthState‸#'OK'", .unsupported),
      ("WHERE ‸EVERY x IN OperationalStatus SATISFIES (x = 2)", .unsupported),
      ("WHERE ‸ANY x IN OperationalStatus SATISFIES (x = 2)", .unsupported),
      ("WHERE ‸'a' = 'a'", .unsupported), ("WHERE ‸5 < 6", .unsupported), ("WHERE DeviceID = ‸NULL", .unsupported),
      ("WHERE ‸NULL <> DeviceID", .unsupported), ("WHERE ‸'x' IS NULL", .unsupported),
      ("WHERE ‸CIM_Fan IS NULL", .unsupported),
      ("WHERE CIM_Fan ISA ‸CIM_Nonsense", .unsupported), ("WHERE ‸__PATH = 'x'", .unsupported),
    ] as [Row], [QueryLanguage.wql, .cql])
  func whatLanternDoesNotDo(_ row: Row, _ language: QueryLanguage) { check(row, language) }

  @Test(
    arguments: [
      ("SELECT * FROM ‸CIM_Fann", .unknownClass(name: "CIM_Fann")),
      ("SELECT x FROM ‸Win32_Process", .unknownClass(name: "Win32_Process")),
      ("SELECT ‸Nam3 FROM CIM_Fan", .unknownProperty(name: "Nam3")),
      ("SELECT f.‸Nam3 FROM CIM_Fan f", .unknownProperty(name: "Nam3")),
      ("SELECT ‸g.Name FROM CIM_Fan f", .unknownProperty(name: "g")),
      ("SELECT ‸g.* FROM CIM_Fan f", .unknownProperty(name: "g")),
      ("WHERE ‸CurrentReading = 5", .unknownProperty(name: "CurrentReading")),
      ("WHERE DeviceID = ‸fan1", .unknownProperty(name: "fan1")),
      ("WHERE ‸CIM_Sensor.DeviceID = 'x'", .unknownProperty(name: "CIM_Sensor")),
      ("WHERE ‸CIM_Sensor ISA CIM_Fan", .unknownProperty(name: "CIM_Sensor")),
      ("WHERE ‸Größe = 5", .unknownProperty(name: "Größe")),
      ("SELECT * FROM CIM_Sensor WHERE ‸CurrentReading > 5", .unknownProperty(name: "CurrentReading")),
    ] as [Row], [QueryLanguage.wql, .cql])
  func namesThatAreNotThere(_ row: Row, _ language: QueryLanguage) { check(row, language) }

  @Test(
    arguments: [
      ("WHERE DeviceID = ‸5", .typeMismatch), ("WHERE ‸5 = DeviceID", .typeMismatch),
      ("WHERE DeviceID = ‸TRUE", .typeMismatch), ("WHERE HealthState = ‸'five'", .typeMismatch),
      ("WHERE HealthState = ‸TRUE", .typeMismatch),
      ("WHERE ActiveCooling = ‸'maybe'", .typeMismatch), ("WHERE ActiveCooling = ‸2", .typeMismatch),
      ("WHERE ActiveCooling ‸< TRUE", .typeMismatch), ("WHERE TRUE ‸>= ActiveCooling", .typeMismatch),
      ("WHERE HealthState = ‸DeviceID", .typeMismatch), ("WHERE DeviceID <> ‸ActiveCooling", .typeMismatch),
      ("WHERE InstallDate > ‸'yesterday'", .typeMismatch), ("WHERE InstallDate > ‸20261122", .typeMismatch),
      ("WHERE InstallDate = ‸DeviceID", .typeMismatch), ("WHERE ‸HealthState LIKE '5%'", .typeMismatch),
      ("WHERE ‸'abc' LIKE 'a%'", .typeMismatch), ("WHERE ‸CIM_Fan LIKE 'a%'", .typeMismatch),
      ("WHERE ‸OperationalStatus = 2", .typeMismatch), ("WHERE 2 = ‸OperationalStatus", .typeMismatch),
      ("WHERE ‸OperationalStatus LIKE '2'", .typeMismatch), ("WHERE ‸DeviceID ISA CIM_Fan", .typeMismatch),
      ("WHERE ‸CIM_Fan = 'x'", .typeMismatch), ("WHERE DeviceID = ‸CIM_Fan", .typeMismatch),
      ("WHERE ‸AllocationState = 'x'", .typeMismatch), ("WHERE ‸'x' ISA CIM_Fan", .typeMismatch),
      ("SELECT * FROM CIM_SystemDevice WHERE ‸PartComponent = 'x'", .typeMismatch),
      ("SELECT * FROM CIM_SystemDevice WHERE ‸PartComponent = GroupComponent", .typeMismatch),
      ("SELECT * FROM CIM_SystemDevice WHERE ‸PartComponent LIKE '%'", .typeMismatch),
    ] as [Row], [QueryLanguage.wql, .cql])
  func whatCannotBeCompared(_ row: Row, _ language: QueryLanguage) { check(row, language) }

  @Test(
    arguments: [
      ("WHERE DeviceID‸[0] = 'x'", .typeMismatch), ("WHERE OperationalStatus[‸*] = 2", .unsupported),
      ("WHERE OperationalStatus[‸-1] = 2", .unsupported), ("WHERE OperationalStatus[‸65536] = 2", .unsupported),
      ("WHERE OperationalStatus[‸'0'] = 2", .unsupported), ("WHERE OperationalStatus[0 ‸= 2", .syntax),
      ("WHERE OperationalStatus[0] = ‸'2'", .typeMismatch), ("WHERE ‸__CLASS = 'x'", .unsupported),
      ("WHERE ‸__THIS ISA CIM_Fan", .unsupported), ("WHERE HealthState = ‸'5'", .typeMismatch),
    ] as [Row])
  func whatCQLRefuses(_ row: Row) { check(row, .cql) }

  @Test(
    arguments: [
      ("WHERE OperationalStatus‸[0] = 2", .unsupported), ("WHERE DeviceID‸[0] = 'x'", .unsupported),
      ("WHERE __CLASS = ‸5", .typeMismatch), ("SELECT ‸__CLASS FROM CIM_Fan", .unsupported),
    ] as [Row])
  func whatWQLRefuses(_ row: Row) { check(row, .wql) }

  @Test(
    arguments: [
      ("SELECT * FROM ‸CIM_Fann", "The schema has no class CIM_Fann. Did you mean CIM_Fan?"),
      ("WHERE ‸DeviceIDs = 'x'", "CIM_Fan has no property DeviceIDs. Did you mean DeviceID?"),
      (
        "SELECT * FROM CIM_Sensor WHERE ‸CurrentReading > 5",
        "CIM_Sensor has no property CurrentReading. Name a class that has it after FROM."
      ),
      ("WHERE DeviceID = ‸5", "DeviceID is text: compare it with a string in quotes."),
      ("WHERE HealthState = ‸'x'", "HealthState is a number: compare it with a number without quotes."),
      ("WHERE HealthState = ‸DeviceID", "HealthState is a number, and DeviceID is text: they cannot be compared."),
      ("WHERE ‸OperationalStatus = 2", "OperationalStatus is an array: compare one item of it, OperationalStatus[0]."),
      (
        "SELECT * FROM CIM_SystemDevice WHERE ‸PartComponent = 'x'",
        "PartComponent is a reference: use the association filter."
      ),
      ("‸ASSOCIATORS OF {x}", "ASSOCIATORS OF is not supported: use the association filter."),
      ("SELECT * FROM CIM_Fan ‸ORDER BY Name", "ORDER is not supported."),
      (
        "WHERE DeviceID ‸'fan1'",
        "Here should be an operator (=, <>, <, <=, >, >=, LIKE, IS NULL or ISA), not a string."
      ),
      ("WHERE DeviceID = ‸NULL", "A comparison with NULL is never true: write IS NULL."),
      ("WHERE DeviceID = 'C:‸\\Windows'", "A backslash before 'W' means nothing: write \\\\ for a backslash."),
      ("WHERE DeviceID = ‸'fan1", "The string that begins here has no closing '."),
    ] as [(MarkedQuery, String)])
  func sentencesSayWhatToDo(_ query: MarkedQuery, _ sentence: String) {
    let error = query.error(.cql)
    #expect(error?.message == sentence)
    #expect(error?.description == "At character \(query.column) of the query: \(sentence)")
  }

  @Test func longWordsAreShortenedInSentences() {
    let name = String(repeating: "x", count: 5000)
    let error = MarkedQuery(stringLiteral: "WHERE ‸\(name) = 5").error(.wql)
    #expect(error?.kind == .unknownProperty(name: name))
    #expect((error?.message.utf8.count ?? .max) < 200)
  }

  @Test func columnsAreCountedInCharactersNotInOctets() {
    let query: MarkedQuery = "WHERE ElementName = 'é风🌀' AND ‸Nam3 = 1"
    #expect(query.column == 53)
    #expect(query.error(.wql)?.column == 53)
  }
}
