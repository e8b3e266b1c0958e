import CIM
import Testing

/// LIKE matches the whole of a text.
struct LikeTests {
  @Test(arguments: [
    ("Fan 1", "Fan 1", true), ("Fan 1", "fan 1", true), ("Fan 1", "Fan", false), ("Fan 1", "an 1", false),
    ("Fan 1", "", false), ("", "", true), ("", "%", true), ("", "_", false), ("", "%_", false), ("Fan 1", "%", true),
    ("Fan 1", "%%%", true), ("Fan 1", "Fan%", true), ("Fan 1", "%1", true), ("Fan 1", "%an%", true),
    ("Fan 1", "%fan 1%", true), ("Fan 1", "F%1", true), ("Fan 1", "F%2", false), ("Fan 1", "F_n _", true),
    ("Fan 1", "_____", true), ("Fan 1", "____", false), ("Fan 1", "______", false), ("Fan 1", "_%_", true),
    ("aXbXc", "a%X%c", true), ("aab", "%ab", true), ("abab", "%abc", false), ("abcabd", "%abd", true),
    ("Fan 1", "Fan [0-9]", true), ("Fan 1", "Fan [^0-9]", false), ("Fan A", "Fan [0-9]", false),
    ("Fan A", "Fan [^0-9]", true), ("Fan 1", "Fan [1]", true), ("Fan 1", "Fan [2-9A1]", true),
    ("Fan a", "Fan [A-C]", true),
    ("Fan B", "fan [a-c]", true), ("Fan b", "Fan [^A-C]", false), ("50%", "50[%]", true), ("50x", "50[%]", false),
    ("a_b", "a[_]b", true), ("axb", "a[_]b", false), ("a[b", "a[[]b", true), ("a]b", "a]b", true),
    ("a-b", "a[-]b", true),
    ("a-b", "a[x-]b", true), ("a^b", "a[x^]b", true), ("a.b", "a.b", true), ("axb", "a.b", false), ("a*", "a*", true),
    ("aa", "a*", false), ("C:\\x", "c:\\\\\\\\%", false), ("C:\\x", "c:\\\\%", true), ("Lüfter", "l_fter", true),
    ("Lüfter", "LÜFTER", true), ("Lüfter", "l[à-ÿ]fter", true), ("Lüfter", "l[^à-ÿ]fter", false), ("风扇", "__", true),
    ("风扇", "风%", true), ("🌀x", "_x", true), ("a\nb", "a_b", true), ("%", "[^a]", true),
  ])
  func patternsOfWQL(_ name: String, _ pattern: String, _ matches: Bool) throws {
    let sample = QuerySample(fanNamed: name)
    #expect(try sample.fans(where: "ElementName LIKE '\(pattern)'", .wql) == (matches ? ["fan1"] : []))
    #expect(try sample.fans(where: "ElementName NOT LIKE '\(pattern)'", .wql) == (matches ? [] : ["fan1"]))
    #expect(try sample.fans(where: "NOT ElementName LIKE '\(pattern)'", .wql) == (matches ? [] : ["fan1"]))
  }

  /// A backslash of the pattern is two in the string.
  @Test(arguments: [
    ("Fan 1", "Fan 1", true), ("Fan 1", "fan 1", false), ("Fan 1", "Fan", false), ("", "", true), ("", ".*", true),
    ("", ".", false), ("Fan 1", ".*", true), ("Fan 1", "Fan .", true), ("Fan 12", "Fan .", false),
    ("Fan 1", "F.*1", true),
    ("Fan 1", ".*an.*", true), ("abcddd", "abcd*", true), ("abc", "abcd*", true), ("abbbcd", "ab*cd", true),
    ("abxbcd", "ab*cd", false), ("ab123!cd", "ab.*cd", true), ("aaa", "a*a*a*", true), ("aba", "a*a*", false),
    ("ab", "b*a*b*", true), (".ab", "\\\\.ab", true), ("xab", "\\\\.ab", false), ("......", "\\\\.*", true),
    ("*ab", "\\\\*ab", true),
    ("a\\b", "a\\\\\\\\b", true), ("a(b)", "a\\\\(b\\\\)", true), ("a%b_c", "a%b_c", true), ("axbyc", "a%b_c", false),
    ("人気サイト", "人気サイト", true), ("人気サイトトト", "人気サイト*", true), ("人気サイト", ".*イト", true),
    ("人気サイ気ト", "人気サイ.ト", true), ("🌀x", ".x", true), ("a]b", "a\\\\]b", true), ("a-b", "a-b", true),
  ])
  func patternsOfCQL(_ name: String, _ pattern: String, _ matches: Bool) throws {
    let sample = QuerySample(fanNamed: name)
    #expect(try sample.fans(where: "ElementName LIKE '\(pattern)'", .cql) == (matches ? ["fan1"] : []))
  }

  @Test(
    arguments: [
      "WHERE ElementName LIKE 'a‸[b'", "WHERE ElementName LIKE 'a‸[]b'", "WHERE ElementName LIKE 'a‸[^]b'",
      "WHERE ElementName LIKE '[‸z-a]'", "WHERE ElementName LIKE '\\\\‸['", "WHERE ElementName LIKE '\\x41‸['",
    ] as [MarkedQuery])
  func setsOfWQLAreChecked(_ query: MarkedQuery) {
    let error = query.error(.wql)
    #expect(error?.kind == .syntax)
    #expect(error?.column == query.column)
  }

  @Test(
    arguments: [
      ("WHERE ElementName LIKE '‸*a'", .syntax), ("WHERE ElementName LIKE 'a*‸*'", .syntax),
      ("WHERE ElementName LIKE 'a\\\\‸'", .syntax), ("WHERE ElementName LIKE 'a‸[bc]'", .unsupported),
      ("WHERE ElementName LIKE 'Intel‸(R)'", .unsupported), ("WHERE ElementName LIKE 'a‸+'", .unsupported),
      ("WHERE ElementName LIKE 'a‸?'", .unsupported), ("WHERE ElementName LIKE '‸^a'", .unsupported),
      ("WHERE ElementName LIKE 'a‸$'", .unsupported), ("WHERE ElementName LIKE 'a‸|b'", .unsupported),
      ("WHERE ElementName LIKE 'a‸{2}'", .unsupported), ("WHERE ElementName LIKE '\\x41‸['", .unsupported),
    ] as [(MarkedQuery, QueryError.Kind)])
  func patternsBeyondBasicLikeAreRefused(_ query: MarkedQuery, _ kind: QueryError.Kind) {
    let error = query.error(.cql)
    #expect(error?.kind == kind)
    #expect(error?.column == query.column)
  }

  @Test func aPatternMayHave127Characters() throws {
    let name = String(repeating: "a", count: 127)
    let sample = QuerySample(fanNamed: name)
    #expect(try sample.fans(where: "ElementName LIKE '\(name)'", .wql) == ["fan1"])
    #expect(try sample.fans(where: "ElementName LIKE '\(name.dropLast())%'", .wql) == ["fan1"])
    #expect(try sample.fans(where: "ElementName LIKE '\(String(repeating: ".", count: 127))'", .cql) == ["fan1"])
    let long = MarkedQuery(stringLiteral: "WHERE ElementName LIKE '\(name)‸a'")
    #expect(long.error(.wql)?.kind == .limit)
    #expect(long.error(.wql)?.column == long.column)
    #expect(long.error(.cql)?.message == "The pattern of a LIKE may have at most 127 characters.")
  }

  /// Going back for every star would take longer than the universe is old.
  @Test func noPatternIsSlow() throws {
    let sample = QuerySample(fanNamed: String(repeating: "a", count: 5000) + "b")
    func isFound(_ unit: String, _ count: Int, _ end: String, _ language: QueryLanguage) throws -> Bool {
      let pattern = String(repeating: unit, count: count) + end
      return try !sample.fans(where: "ElementName LIKE '\(pattern)'", language).isEmpty
    }
    #expect(try !isFound("a*b*", 63, "c", .cql))
    #expect(try isFound("a*b*", 63, "b", .cql))
    #expect(try isFound("a*.*", 63, "b", .cql))
    #expect(try !isFound("%a", 63, "", .wql))
    #expect(try isFound("%a", 63, "%", .wql))
    #expect(try isFound("%_", 63, "b", .wql))
  }
}
