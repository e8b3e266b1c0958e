import CIM
import Testing

/// Every combination of true, false and unknown. The fan has no Description, so what is asked about it is unknown.
struct ThreeValuedLogicTests {
  enum Truth: String, CaseIterable, Sendable {
    case yes = "DeviceID = 'fan1'"
    case no = "DeviceID = 'x'"
    case unknown = "Description = 'x'"
  }

  /// Whether a condition is true, false or unknown: neither it nor its opposite finds anything then.
  private func truth(_ condition: String) throws -> Truth {
    let isTrue = try !QuerySample().fans(where: condition, .cql).isEmpty
    let isFalse = try !QuerySample().fans(where: "NOT (\(condition))", .cql).isEmpty
    #expect(!(isTrue && isFalse))
    return isTrue ? .yes : isFalse ? .no : .unknown
  }

  private static let table: [(a: Truth, b: Truth, and: Truth, or: Truth)] = [
    (.yes, .yes, .yes, .yes), (.yes, .no, .no, .yes), (.yes, .unknown, .unknown, .yes),
    (.no, .yes, .no, .yes), (.no, .no, .no, .no), (.no, .unknown, .no, .unknown),
    (.unknown, .yes, .unknown, .yes), (.unknown, .no, .no, .unknown), (.unknown, .unknown, .unknown, .unknown),
  ]

  @Test(arguments: table)
  func andAndOr(_ row: (a: Truth, b: Truth, and: Truth, or: Truth)) throws {
    #expect(try truth("\(row.a.rawValue) AND \(row.b.rawValue)") == row.and)
    #expect(try truth("\(row.a.rawValue) OR \(row.b.rawValue)") == row.or)
  }

  @Test(arguments: zip(Truth.allCases, [Truth.no, .yes, .unknown]))
  func not(_ a: Truth, _ result: Truth) throws {
    #expect(try truth(a.rawValue) == a)
    #expect(try truth("NOT \(a.rawValue)") == result)
    #expect(try truth("NOT NOT \(a.rawValue)") == a)
  }

  @Test(arguments: [
    "Description = 'x'", "Description <> 'x'", "Description < 'x'", "'x' >= Description", "Description = Caption",
    "Description = Description", "Description <> DeviceID", "Description LIKE '.*'", "Description NOT LIKE '.*'",
    "OperationalStatus[7] = 1", "NOT Description = 'x'",
  ])
  func whatAsksAboutNullIsUnknown(_ condition: String) throws {
    #expect(try truth(condition) == .unknown)
  }

  @Test func onlyIsNullKnowsNull() throws {
    #expect(try truth("Description IS NULL") == .yes)
    #expect(try truth("Description IS NOT NULL") == .no)
    #expect(try truth("DeviceID IS NULL") == .no)
    #expect(try truth("DeviceID IS NOT NULL") == .yes)
  }

  @Test(arguments: [
    ("DeviceID = 'fan1' OR DeviceID = 'x' AND DeviceID = 'y'", Truth.yes),
    ("(DeviceID = 'fan1' OR DeviceID = 'x') AND DeviceID = 'y'", .no),
    ("NOT DeviceID = 'x' AND DeviceID = 'y'", .no), ("NOT (DeviceID = 'x' AND DeviceID = 'y')", .yes),
    ("NOT DeviceID = 'fan1' OR DeviceID = 'fan1'", .yes),
    ("DeviceID = 'x' AND DeviceID = 'y' OR DeviceID = 'fan1'", .yes),
  ])
  func notBindsClosestThenAndThenOr(_ condition: String, _ result: Truth) throws {
    #expect(try truth(condition) == result)
  }
}
