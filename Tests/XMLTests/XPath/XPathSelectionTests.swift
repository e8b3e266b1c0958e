import Testing

@testable import XML

@Suite("What an XPath expression selects in an instance") struct XPathSelectionTests {
  @Test(
    "Properties, with any prefix of the class or none",
    arguments: [
      ("DesiredSpeed", ["<p:DesiredSpeed>4200</p:DesiredSpeed>"]),
      ("f:DesiredSpeed", ["<p:DesiredSpeed>4200</p:DesiredSpeed>"]),
      ("./DesiredSpeed", ["<p:DesiredSpeed>4200</p:DesiredSpeed>"]),
      ("child::DesiredSpeed", ["<p:DesiredSpeed>4200</p:DesiredSpeed>"]),
      ("/CIM_Fan/DesiredSpeed", ["<p:DesiredSpeed>4200</p:DesiredSpeed>"]),
      ("/f:CIM_Fan/f:DesiredSpeed", ["<p:DesiredSpeed>4200</p:DesiredSpeed>"]),
      ("CIM_Fan/DesiredSpeed", ["<p:DesiredSpeed>4200</p:DesiredSpeed>"]),
      ("f:CIM_Fan/DesiredSpeed", ["<p:DesiredSpeed>4200</p:DesiredSpeed>"]),
      ("//DesiredSpeed", ["<p:DesiredSpeed>4200</p:DesiredSpeed>"]),
      ("f:*[1]", ["<p:DesiredSpeed>4200</p:DesiredSpeed>"]),
      (" DesiredSpeed\n", ["<p:DesiredSpeed>4200</p:DesiredSpeed>"]),
      ("Description", ["<p:Description></p:Description>"]),
      ("DesiredSpeed/text()", ["4200"]),
      ("Description/text()", []),
      ("Speed", []), ("o:DesiredSpeed", []), ("CIM_Pump/DesiredSpeed", []), ("/DesiredSpeed", []),
      ("desiredspeed", []),
    ]) func properties(expression: String, expected: [String]) throws
  {
    #expect(try Sample.select(expression) == expected)
  }

  @Test(
    "Items of arrays",
    arguments: [
      (
        "OperationalStatus",
        [
          "<p:OperationalStatus>2</p:OperationalStatus>", "<p:OperationalStatus>5</p:OperationalStatus>",
          "<p:OperationalStatus>15</p:OperationalStatus>",
        ]
      ),
      ("OperationalStatus[2]", ["<p:OperationalStatus>5</p:OperationalStatus>"]),
      ("OperationalStatus[last()]/text()", ["15"]),
      ("OperationalStatus[. > 4]/text()", ["5", "15"]),
      ("OperationalStatus[position() != 2]/text()", ["2", "15"]),
      ("OperationalStatus[4]", []),
      ("(OperationalStatus|DesiredSpeed)/text()", ["4200", "2", "5", "15"]),
      ("OperationalStatus[3]/text() | OperationalStatus[1]/text()", ["2", "15"]),
    ]) func arrays(expression: String, expected: [String]) throws
  {
    #expect(try Sample.select(expression) == expected)
  }

  @Test(
    "What is in a property",
    arguments: [
      ("InstallDate/c:Datetime/text()", ["2024-01-03T00:44:35Z"]),
      ("InstallDate/*", ["<cim:Datetime>2024-01-03T00:44:35Z</cim:Datetime>"]),
      ("System/w:Address/text()", ["urn:here"]),
      ("Name/text()", ["Fan &lt;1&gt; &amp; \"one\"&#13;\n"]),
      ("Part/*/@x:type", ["a&quot;&#9;&lt;b"]),
      ("//@*", ["a&quot;&#9;&lt;b"]),
      ("//attribute::x:type", ["a&quot;&#9;&lt;b"]),
      ("//@type", []),
      ("Part/Name", []),
    ]) func inner(expression: String, expected: [String]) throws
  {
    #expect(try Sample.select(expression) == expected)
  }

  @Test("The instance itself", arguments: [".", "/", "/CIM_Fan", "CIM_Fan", "self::f:*", ".|/", "DesiredSpeed/.."])
  func instance(expression: String) throws {
    let whole = XPathNode(kind: .instance, range: 0..<Sample.fan.bytes.count)
    #expect(try Sample.evaluate(expression) == .nodes([whole]))
  }

  @Test(
    "A filter keeps the instance or not",
    arguments: [
      (".[DesiredSpeed=4200]", false), ("self::*[DesiredSpeed=4200]", true), ("CIM_Fan[Name='x']", false),
      ("/CIM_Fan[DesiredSpeed > 4000 and OperationalStatus = 15]", true), ("self::*[Speed]", false),
      ("self::*[InstallDate[c:Datetime]]", true), ("/*[f:DesiredSpeed mod 10 = 0]", true),
    ]) func filters(expression: String, isKept: Bool) throws
  {
    if expression.hasPrefix(".[") {
      // `.` takes no predicate (XPath 1.0, 2.5).
      #expect(Sample.refusal(expression)?.kind == .syntax)
    } else {
      #expect(try Sample.evaluate(expression).isTrue == isKept)
    }
  }

  @Test(
    "Truth, numbers and text",
    arguments: [
      ("DesiredSpeed = 4200", XPathResult.boolean(true), "true"),
      ("not(DesiredSpeed = 4200)", .boolean(false), "false"),
      ("DesiredSpeed != 4200 or OperationalStatus != 2", .boolean(true), "true"),
      ("count(OperationalStatus)", .number(3), "3"),
      ("sum(OperationalStatus) div 4", .number(5.5), "5.5"),
      ("-DesiredSpeed - -1", .number(-4199), "-4199"),
      ("1 div 0", .number(.infinity), "Infinity"),
      ("-1 div 0", .number(-.infinity), "-Infinity"),
      ("string(InstallDate)", .string("2024-01-03T00:44:35Z"), "2024-01-03T00:44:35Z"),
      ("string(Name)", .string("Fan <1> & \"one\"\r\n"), "Fan <1> & \"one\"\r\n"),
      ("string(//@x:type)", .string("a\"\t<b"), "a\"\t<b"),
      (
        "concat(local-name(), ':', namespace-uri())", .string("CIM_Fan:urn:schema/CIM_Fan"),
        "CIM_Fan:urn:schema/CIM_Fan"
      ),
      ("translate('bar', 'abc', 'AB')", .string("BAr"), "BAr"),
      ("normalize-space('  a \n b ')", .string("a b"), "a b"),
      ("substring-before('1999/04', '/')", .string("1999"), "1999"),
      ("substring('12345', 2, 3)", .string("234"), "234"),
      ("starts-with(Name, 'Fan') and contains(Name, '<1>')", .boolean(true), "true"),
      ("string-length('é€\u{1F600}')", .number(3), "3"),
      ("'and' = \"and\" and 4 * 2 = 8", .boolean(true), "true"),
      ("round(2.5) + floor(-1.5) + ceiling(.5)", .number(2), "2"),
      ("boolean(id('x')) or lang('en')", .boolean(false), "false"),
    ]) func values(expression: String, expected: XPathResult, text: String) throws
  {
    let result = try Sample.evaluate(expression)
    #expect(result == expected)
    #expect(result.text == text)
  }

  @Test("What counts as true") func truth() throws {
    for text in ["1", "'x'", "true()", "OperationalStatus", "-0.5"] { #expect(try Sample.evaluate(text).isTrue) }
    for text in ["0", "''", "false()", "Speed", "number('x')"] { #expect(try !Sample.evaluate(text).isTrue) }
    #expect(try Sample.evaluate("number('x')").text == "NaN")
    #expect(try Sample.evaluate("Speed").text == nil)
  }

  @Test("A text in quotes is no name, and neither is an operator") func words() throws {
    #expect(try Sample.evaluate("'Name'") == .string("Name"))
    #expect(try Sample.evaluate("string('f:Name \" o:x') = 'f:Name \" o:x'") == .boolean(true))
    let words = XMLFragment(prefix: "p") { writer in
      writer.element("CIM_Fan") { writer in
        for name in ["and", "div", "text", "child", "a-b"] { writer.element(name) { $0.plain.number(8 as UInt64) } }
      }
    }
    #expect(try Sample.evaluate("and and and", words) == .boolean(true))
    #expect(try Sample.evaluate("div div div", words) == .number(1))
    #expect(try Sample.evaluate("div * div", words) == .number(64))
    #expect(try Sample.evaluate("a-b - text", words) == .number(0))
    #expect(try Sample.select("child::child/text()", words) == ["8"])
    #expect(try Sample.select("text", words) == ["<p:text>8</p:text>"])
  }

  @Test("An instance of a subclass has the names of its own class") func subclass() throws {
    let document = try XPathDocument(
      Sample.fan, namespaces: [("p", "urn:schema/CIM_SpecialFan")] + Sample.namespaces[1...])
    let expression = try XPathExpression(
      "f:DesiredSpeed | s:Name", prefixes: ["f": Sample.namespace, "s": "urn:schema/CIM_SpecialFan"],
      assumed: Sample.namespace)
    guard case .nodes(let nodes) = try expression.evaluate(document) else {
      Issue.record("no nodes")
      return
    }
    #expect(nodes.count == 2)
    guard case .nodes(let few) = try expression.evaluate(Sample.document()) else {
      Issue.record("no nodes")
      return
    }
    #expect(few.count == 1)
  }

  @Test("A part can be copied with another prefix") func part() throws {
    guard case .nodes(let nodes) = try Sample.evaluate("Part | OperationalStatus[2]") else {
      Issue.record("no nodes")
      return
    }
    var writer = XMLWriter()
    writer.start(XMLTag("a", "Body"))
    for node in nodes { writer.fragment(Sample.fan.part(node.range), prefixNumber: 3) }
    writer.end()
    #expect(
      String(decoding: writer.finished(), as: UTF8.self)
        == "<a:Body><p3:OperationalStatus>5</p3:OperationalStatus>"
        + "<p3:Part><CIM_Part:Name xsi:type=\"a&quot;&#9;&lt;b\">Blade</CIM_Part:Name></p3:Part></a:Body>")
  }

  @Test("Which property a node belongs to") func places() throws {
    let document = try Sample.document()
    func place(_ text: String) throws -> XPathDocument.Place? {
      guard case .nodes(let nodes) = try Sample.expression(text).evaluate(document), let node = nodes.first else {
        Issue.record("nothing selected by \(text)")
        return nil
      }
      return document.place(of: node)
    }
    typealias Place = XPathDocument.Place
    #expect(try place("DesiredSpeed") == Place(property: "DesiredSpeed", index: 0, part: .element))
    #expect(try place("OperationalStatus[3]") == Place(property: "OperationalStatus", index: 2, part: .element))
    #expect(try place("OperationalStatus[2]/text()") == Place(property: "OperationalStatus", index: 1, part: .text))
    #expect(try place("InstallDate/*") == Place(property: "InstallDate", index: 0, part: .inner))
    #expect(try place("InstallDate/*/text()") == Place(property: "InstallDate", index: 0, part: .inner))
    #expect(try place("//@*") == Place(property: "Part", index: 0, part: .inner))
    #expect(try place("/") == nil)
  }
}
