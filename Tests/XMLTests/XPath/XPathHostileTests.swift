import Testing
import XML

@Suite("Hostile XPath expressions end soon") struct XPathHostileTests {
  /// As large as an instance may be.
  private static let large = XMLFragment(prefix: "p") { writer in
    writer.element("CIM_Fan") { writer in
      for number in 0..<1000 { writer.element("Item") { $0.plain.text("value \(number) of many") } }
    }
  }

  @Test(
    "Explosions meet the limit of operations",
    arguments: [
      "//*[//*[//*]]", "//*[//*[//*[//*]]]", "count(//*[count(//*[count(//*) > 1]) > 1])",
      "//*[preceding::*[following::*[preceding::*]]]", "//*[ancestor-or-self::*//*[. = //*]]",
      "//node()[//node() != //node()][//node() < //node()]",
    ]) func explosions(expression: String)
  {
    #expect(Sample.refusal(expression, Self.large)?.kind == .limit)
  }

  @Test(
    "Text that functions make grow counts as work",
    arguments: [
      "//*[string-length(concat(/,/,/,/,/,/,/,/,/,/,/,/,/,/,/,/)) > 0]",
      "//*[translate(/, /, /)]", "//*[contains(/, concat(/, 'x'))]", "//*[normalize-space(concat(/, /)) = 'x']",
      "//*[substring-after(/, substring(/, 2)) = 'x']",
      "string-length(concat(concat(/,/,/,/,/,/,/,/),concat(/,/,/,/,/,/,/,/),concat(/,/,/,/,/,/,/,/)))",
    ]) func growth(expression: String)
  {
    #expect(Sample.refusal(expression, Self.large)?.kind == .limit)
    // With the text of a usual instance the simplest of them are no trouble.
    if expression.hasPrefix("string-length") { #expect(Sample.refusal(expression) == nil) }
  }

  @Test("Length") func length() {
    #expect(Sample.refusal(String(repeating: " ", count: 64 << 10))?.kind == .limit)
    #expect(Sample.refusal("'" + String(repeating: "x", count: 64 << 10) + "'")?.kind == .limit)
    #expect(Sample.refusal("'" + String(repeating: "x", count: 4094) + "'") == nil)
    #expect(Sample.refusal("'" + String(repeating: "x", count: 4095) + "'")?.kind == .limit)
    #expect(Sample.refusal(String(repeating: "n", count: 4096)) == nil)
  }

  @Test("A sentence stays a sentence, however long the words are") func longWords() {
    let word = String(repeating: "n", count: 2000)
    for text in ["\(word)()", "\(word):x", "\(word)::x", "a \(word)", "\(word):x()"] {
      #expect(Sample.refusal(text)?.message.count ?? .max < 128)
    }
  }

  @Test("Nesting") func nesting() {
    func nested(_ open: String, _ close: String, _ count: Int) -> String {
      String(repeating: open, count: count) + "1" + String(repeating: close, count: count)
    }
    #expect(Sample.refusal(nested("(", ")", 16)) == nil)
    #expect(
      Sample.refusal(nested("(", ")", 17))
        == XPathError(.limit, "Parentheses and predicates are nested deeper than 16.", column: 17))
    #expect(Sample.refusal(nested("(", ")", 1000))?.kind == .limit)
    #expect(Sample.refusal(nested("a[", "]", 100))?.kind == .limit)
    #expect(Sample.refusal(nested("not(", ")", 100))?.kind == .limit)
  }

  @Test("Chains") func chains() {
    func chain(_ item: String, _ joint: String, _ count: Int) -> String {
      Array(repeating: item, count: count).joined(separator: joint)
    }
    #expect(Sample.refusal(chain("a", "/", 64)) == nil)
    #expect(Sample.refusal(chain("a", "/", 65))?.kind == .limit)
    #expect(Sample.refusal(chain("1", "+", 128)) == nil)
    #expect(Sample.refusal(chain("1", "+", 129))?.kind == .limit)
    #expect(Sample.refusal(chain("a", "|", 65))?.kind == .limit)
    #expect(Sample.refusal(String(repeating: "-", count: 255) + "1") == nil)
    #expect(Sample.refusal(String(repeating: "-", count: 256) + "1")?.kind == .limit)
    #expect(Sample.refusal("a" + String(repeating: "[1]", count: 85)) == nil)
    #expect(Sample.refusal("a" + String(repeating: "[1]", count: 86))?.kind == .limit)
  }

  @Test("Every beginning and every byte left out of an expression comes to something") func mutations() {
    let whole = Array("/f:CIM_Fan[Name='x' and count(//a)>1]/b[2]/@x:c|concat(\"é\",-.5*4)".utf8)
    var count = 0
    for place in whole.indices {
      _ = Sample.refusal(String(decoding: whole[..<place], as: UTF8.self))
      var less = whole
      less.remove(at: place)
      _ = Sample.refusal(String(decoding: less, as: UTF8.self))
      for byte in Array("[]()/|*@:.'$ -\0".utf8) {
        var other = whole
        other[place] = byte
        _ = Sample.refusal(String(decoding: other, as: UTF8.self))
        count += 1
      }
    }
    #expect(count == whole.count * 15)
  }

  @Test("An instance may have 4096 elements to be looked through") func elements() {
    let many = XMLFragment(prefix: "p") { writer in
      writer.element("CIM_Fan") { writer in for _ in 0..<4096 { writer.element("Item") { _ in } } }
    }
    #expect(Sample.refusal("Item", many)?.kind == .limit)
  }

  @Test("After a refusal the same expression goes on") func recovery() throws {
    let expression = try Sample.expression("//*[//*[//*]]")
    for _ in 0..<3 {
      #expect(throws: XPathError.self) { try expression.evaluate(Sample.document(Self.large)) }
      guard case .nodes(let nodes) = try expression.evaluate(Sample.document()) else {
        Issue.record("no nodes")
        return
      }
      #expect(nodes.count == 13)
    }
  }

  @Test("Ten thousand evaluations leave no memory behind") func memory() throws {
    let good = try Sample.expression("OperationalStatus[. > 4]/text() | //@*[string-length(concat(., 'x')) > 2]")
    let endless = try Sample.expression("//*[//*[//*[//*[//*]]]]")
    func run(_ count: Int) throws {
      for _ in 0..<count {
        let document = try Sample.document()
        _ = try good.evaluate(document)
        _ = try? endless.evaluate(document)
        _ = Sample.refusal("count(")
        _ = Sample.refusal("count(1)")
      }
    }
    try run(100)
    // Other tests run at the same time, and take and free memory: the quietest of five rounds tells. One block of
    // libxml2's smallest lost in each evaluation would be 140 KB in every round.
    let growth = try (0..<5).map { _ in
      let before = try #require(HeapUse.bytes)
      try run(2000)
      return try #require(HeapUse.bytes) - before
    }
    #expect(try #require(growth.min()) < 64 << 10)
  }

  @Test("Namespaces are bounded, and only those that the expression uses are kept") func namespaces() throws {
    func expression(_ text: String, _ octets: Int) throws(XPathError) -> XPathExpression {
      let long = String(repeating: "x", count: octets / 2)
      let prefixes = ["a": "urn:" + long, "b": "abc:" + long, "c": "urn:" + String(repeating: "y", count: 1 << 20)]
      return try XPathExpression(text, prefixes: prefixes, assumed: Sample.namespace)
    }
    func octets(_ something: Any) -> Int {
      if let text = something as? String { return text.utf8.count }
      return Mirror(reflecting: something).children.reduce(0) { $0 + octets($1.value) }
    }
    #expect(throws: Never.self) { try expression("a:x | b:x | a:y", 8184) }
    #expect(throws: XPathError(.limit, "The namespaces of the prefixes have more than 8192 bytes.", column: 7)) {
      try expression("a:x | b:x", 8186)
    }
    #expect(try octets(expression("a:x", 2000)) < 10_000)
  }

  @Test("Several threads use one expression at once") func threads() async throws {
    let expression = try Sample.expression("OperationalStatus[. > 4]/text()")
    let count = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<8 {
        group.addTask {
          (0..<200).count { _ in
            guard let document = try? Sample.document() else { return false }
            guard case .nodes(let nodes)? = try? expression.evaluate(document) else { return false }
            return nodes.count == 2
          }
        }
      }
      return await group.reduce(0, +)
    }
    #expect(count == 1600)
  }
}
