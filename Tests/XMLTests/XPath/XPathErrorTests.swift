import Testing
import XML

@Suite("XPath expressions that are refused, and where") struct XPathErrorTests {
  @Test(
    "Not of XPath 1.0",
    arguments: [
      ("", 1), ("  ", 1), ("Name[", 6), ("Name[1", 5), ("Name]", 5), ("(Name", 1), ("Name)", 5), ("count(Name]", 11),
      ("Name = ", 8), ("= 1", 1), ("Name Name", 6), ("Name 'x'", 6), ("1 2", 3), ("'x", 1), ("Name = \"x", 8),
      ("[1]", 1), ("Name[]", 6), ("Name##", 5), ("Name & Name", 6), ("Name[1,2]", 7), ("f:", 3), ("Name/ = 1", 7),
      ("count()", 1), ("1 + substring('x')", 5), ("not(1, 2)", 1), ("concat('x')", 1), ("true(1)", 1),
      ("foo::Name", 1), ("a/b//", 6), ("é # x", 3), ("Name!", 5), ("a:b:c", 4), ("1e5", 2), ("a and", 6), ("@", 2),
      ("child::", 8), ("or", 0), ("text()text()", 7),
    ]) func syntax(expression: String, column: Int)
  {
    if column == 0 {
      // A name, though it looks like an operator.
      #expect(Sample.refusal(expression) == nil)
      return
    }
    let error = Sample.refusal(expression)
    #expect(error?.kind == .syntax)
    #expect(error?.column == column)
    #expect(error?.message.hasSuffix(".") == true)
  }

  @Test(
    "Prefixes that are not declared",
    arguments: [
      ("q:Name", "q", 1), ("é:x | f:Name", "é", 1), ("f:Name[q:x = 1]", "q", 8), ("@q:x", "q", 2), ("p:Name", "p", 1),
    ])
  func prefixes(expression: String, prefix: String, column: Int) {
    #expect(
      Sample.refusal(expression)
        == XPathError(.unboundPrefix(prefix), "The prefix \(prefix) is not declared.", column: column))
  }

  @Test(
    "Not in the core library",
    arguments: [
      ("$x", 1), ("Name = $f:x", 8), ("document('/etc/passwd')", 1), ("f:document('x')", 1), ("1 = key('a', 'b')", 5),
      ("current()", 1), ("matches(Name, 'x')", 1), ("escape-uri('x', true())", 1), ("namespace::p", 1),
      ("here()", 1), ("range-to(1)", 1), ("unparsed-entity-uri('x')", 1), ("xpointer(1)", 1),
    ]) func unsupported(expression: String, column: Int)
  {
    let error = Sample.refusal(expression)
    #expect(error?.kind == .unsupported)
    #expect(error?.column == column)
  }

  @Test("Types that do not fit are found before the first instance", arguments: ["count(1)", "sum('x')", "1 | 2"])
  func types(expression: String) {
    #expect(throws: XPathError.self) { try Sample.expression(expression) }
    #expect(Sample.refusal(expression)?.kind == .type)
  }

  @Test("A character that joins the next one does not swallow the end of the sentence")
  func joiningCharacters() {
    let expression = "Name \u{600}"
    let described = Sample.refusal(expression)?.description.unicodeScalars.map(\.value)
    let expected = "An operator is missing before \u{600} (column 6 of the expression)."
    #expect(described == expected.unicodeScalars.map(\.value))
  }

  @Test("What is quoted is cut, however many marks one letter has") func cutQuotations() {
    let letter = "e" + String(repeating: "\u{301}", count: 1000)
    let error = Sample.refusal("Name \(letter)")
    #expect(error?.column == 6)
    #expect(error.map { $0.message.utf8.count < 256 } == true)
  }

  @Test("What is said for people") func words() {
    #expect(
      Sample.refusal("Name = 1 and foo(2)")?.description
        == "There is no function foo in XPath 1.0 (column 14 of the expression).")
    #expect(
      Sample.refusal("Name[substring('x') = 1]")?.description
        == "The function substring cannot have 1 arguments (column 6 of the expression).")
    #expect(
      Sample.refusal("Name Name")?.description == "An operator is missing before Name (column 6 of the expression).")
  }

  @Test("An instance that was not rendered here is refused, whatever it is") func documents() {
    let writer = "<p:CIM_Fan><p:Name a=\"1\">x</p:Name><cim:Y></cim:Y></p:CIM_Fan>"
    func refused(_ text: String) -> Bool {
      var plain = XMLWriter()
      plain.start(XMLTag("p", "CIM_Fan"))
      plain.end()
      let fragment = XMLFragment(prefix: "p") { $0.element("CIM_Fan") { $0.plain.text(text) } }
      return (try? XPathDocument(fragment, namespaces: [])) == nil
    }
    #expect(refused(writer))
  }
}
