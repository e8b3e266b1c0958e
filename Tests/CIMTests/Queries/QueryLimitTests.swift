import CIM
import Testing

/// Every bound, at its edge, and what hostile clients send.
struct QueryLimitTests {
  private func error(_ text: String, _ language: QueryLanguage = .wql) -> QueryError? {
    do {
      _ = try InstanceQuery.parse(text, language, schema: QuerySample.view.schema)
      return nil
    } catch {
      return error
    }
  }

  private let start = "SELECT * FROM CIM_Fan WHERE "

  private func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

  @Test func theTextMayHave8192Octets() {
    let padding = repeated(" ", 8192 - "SELECT * FROM CIM_Fan".utf8.count)
    #expect(error("SELECT * FROM CIM_Fan" + padding) == nil)
    let long = error("SELECT * FROM CIM_Fan " + padding)
    #expect(long?.kind == .limit)
    #expect(long?.column == 1)
    #expect(long?.message == "A query may have at most 8192 octets.")
  }

  @Test(arguments: ["(", "NOT "])
  func nestingMayBe64Deep(_ opening: String) {
    func nested(_ depth: Int) -> String {
      start + repeated(opening, depth) + "DeviceID = 'x'" + (opening == "(" ? repeated(")", depth) : "")
    }
    #expect(error(nested(64)) == nil)
    let deep = error(nested(65))
    #expect(deep?.kind == .limit)
    #expect(deep?.column == start.count + 64 * opening.count + 1)
  }

  @Test(arguments: ["AND", "OR"])
  func aConditionMayHave256Comparisons(_ word: String) throws {
    func row(_ count: Int) -> String {
      start + Array(repeating: "HealthState=5", count: count).joined(separator: " \(word) ")
    }
    #expect(error(row(256)) == nil)
    #expect(try QuerySample().found(row(256), .cql) == ["fan1"])
    #expect(error(row(257))?.kind == .limit)
    #expect(error(row(257))?.message == "A condition may have at most 256 comparisons.")
  }

  @Test func aConditionMayHave16Likes() {
    func row(_ count: Int) -> String {
      start + Array(repeating: "DeviceID LIKE 'x'", count: count).joined(separator: " OR ")
    }
    #expect(error(row(16)) == nil)
    #expect(error(row(17))?.kind == .limit)
  }

  @Test func aQueryMaySelect256Names() {
    func query(_ count: Int) -> String {
      "SELECT " + Array(repeating: "DeviceID", count: count).joined(separator: ",") + " FROM CIM_Fan"
    }
    #expect(error(query(256)) == nil)
    #expect(error(query(257))?.kind == .limit)
  }

  @Test func aNameMayHaveEightParts() {
    #expect(error("SELECT a.b.c.d.e.f.g.h FROM CIM_Fan")?.kind == .unknownProperty(name: "a"))
    #expect(error("SELECT a.b.c.d.e.f.g.h.i FROM CIM_Fan")?.kind == .limit)
  }

  @Test func numbersFitTheLargestType() {
    #expect(error(start + "HealthState < 18446744073709551615") == nil)
    #expect(error(start + "HealthState < 18446744073709551616")?.kind == .limit)
    #expect(error(start + "HealthState < 0x\(repeated("0", 40))1") == nil)
    #expect(error(start + "HealthState < 0x1\(repeated("0", 16))")?.kind == .limit)
    #expect(error(start + "HealthState < -\(repeated("9", 4000))")?.kind == .limit)
    #expect(error(start + "HealthState < 1e308") == nil)
    #expect(error(start + "HealthState < 1e309")?.kind == .limit)
    #expect(error(start + "HealthState < 1e\(repeated("9", 4000))")?.kind == .limit)
  }

  @Test func theEffortOfMatchingIsKnownBefore() throws {
    func effort(_ condition: String) throws -> Int {
      try InstanceQuery.parse(condition, .wql, schema: QuerySample.view.schema).effort
    }
    #expect(try effort("SELECT * FROM CIM_Fan") == 0)
    #expect(try effort(start + "DeviceID = 'x' AND NOT (HealthState = 5 OR Name IS NULL)") == 3)
    #expect(try effort(start + "DeviceID LIKE 'x' OR HealthState = 5") == 6)
  }

  @Test(arguments: [QueryLanguage.wql, .cql])
  func hostileTextsAreRefused(_ language: QueryLanguage) {
    #expect(error(start + repeated("(", 10_000), language)?.kind == .limit)
    #expect(error(start + repeated("(", 8000), language)?.kind == .limit)
    #expect(error(start + repeated("NOT ", 2000), language)?.kind == .limit)
    #expect(error(repeated("SELECT ", 9000), language)?.kind == .limit)
    #expect(error(repeated("x", 65_536), language)?.kind == .limit)
    #expect(error(start + "DeviceID = '" + repeated("\\\\", 4000), language)?.kind == .syntax)
    #expect(error("SELECT " + repeated("a.", 4000), language)?.kind == .limit)
    #expect(error("SELECT * FROM " + repeated("x", 8000), language) != nil)
    #expect(error(repeated("\u{0}", 8192), language)?.kind == .syntax)
    #expect(error(repeated("💥", 2048), language)?.kind == .syntax)
    #expect(error(repeated("\u{301}", 4096), language)?.kind == .syntax)
  }

  /// Whatever is cut off, doubled or damaged is an answer, never a crash.
  @Test(arguments: [QueryLanguage.wql, .cql])
  func damagedQueriesAreAnswered(_ language: QueryLanguage) {
    let query =
      "SELECT f.Name, * FROM CIM_Fan AS f WHERE NOT (f.Name LIKE '%[a-z]\\x41.*' OR -0x1F <= HealthState) "
      + "AND f ISA 'CIM_Fan' AND InstallDate < '20261122******.******+000' OR OperationalStatus[0] = 1.5e-3"
    let scalars = Array(query.unicodeScalars)
    let others = Array("'\"\\()[]*%.,<>=!-+0x9eNULL \u{0}é".unicodeScalars)
    var answers = 0
    for place in scalars.indices {
      var variants = [Array(scalars[..<place]), Array(scalars[..<place] + scalars[(place + 1)...])]
      variants.append(Array(scalars[..<place] + scalars[place...] + scalars[place...]))
      for other in others {
        variants.append(Array(scalars[..<place] + [other] + scalars[(place + 1)...]))
        variants.append(Array(scalars[..<place] + [other] + scalars[place...]))
      }
      for variant in variants {
        let text = String(String.UnicodeScalarView(variant))
        let column = error(text, language)?.column ?? 1
        #expect((1...variant.count + 1).contains(column))
        answers += 1
      }
    }
    #expect(answers == scalars.count * (3 + 2 * others.count))
  }
}
