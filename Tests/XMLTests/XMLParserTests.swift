import Testing
import XML

@Suite("Reading XML") struct XMLParserTests {
  @Test("Names are compared by namespace, whatever the prefix") func namespaces() throws {
    for text in ["<x:Body xmlns:x='urn:a'/>", "<Body xmlns='urn:a'/>", "<a:Body xmlns:a='urn:a'></a:Body>"] {
      #expect(try read(text).root.name == body)
    }
    #expect(try read("<Body xmlns='urn:b'/>").root.name == nil)
    #expect(try read("<Body xmlns='urn:b'/>").root.namespace == "urn:b")
    #expect(try read("<Body/>").root.qualifiedName == XMLQualifiedName(namespace: "", local: "Body"))
  }

  @Test("An ampersand in a namespace is an ampersand") func ampersand() throws {
    #expect(try read("<Body xmlns='urn:x?a&amp;b'/>").root.namespace == "urn:x?a&b")
  }

  @Test("Children come in order") func children() throws {
    let root = try read("<r><a/> <b>2</b><!-- no --><a>3</a></r>").root
    #expect(root.children.map(\.localName) == ["a", "b", "a"])
    #expect(root.children.map(\.text.string) == ["", "2", "3"])
    #expect(root.firstChild?.hasChildren == false)
  }

  @Test("Text comes with references resolved and sections joined") func text() throws {
    let root = try read("<r>a&lt;b&amp;c<![CDATA[<d>]]>&#233;<!-- x -->\u{1F600}</r>").root
    #expect(root.text.string == "a<b&c<d>é\u{1F600}")
  }

  @Test("White space in text is kept, and goes where it is asked to go") func whiteSpace() throws {
    let text = try read("<r>\n  value \t</r>").root.text
    #expect(text.string == "\n  value \t")
    #expect(text.trimmed == "value")
    #expect(try read("<r> </r>").root.text.trimmed.isEmpty)
  }

  @Test("Text beside elements is noticed, white space beside them is not") func mixedContent() throws {
    #expect(try read("<r>x<a/></r>").root.isMixed)
    #expect(try read("<r><a/>x</r>").root.isMixed)
    #expect(try !read("<r> <a/> </r>").root.isMixed)
    #expect(try !read("<r>x</r>").root.isMixed)
  }

  @Test(
    "Attribute values come with references resolved",
    arguments: [
      ("a&amp;b", "a&b"), ("a&amp;#38;b", "a&#38;b"), ("&amp;&amp;", "&&"), ("&lt;&quot;&#x41;", "<\"A"), ("", ""),
    ]) func attributeValues(written: String, meant: String) throws
  {
    let root = try read("<r Name=\"\(written)\"/>").root
    #expect(root.attribute(plainName)?.string == meant)
  }

  @Test("Attributes are told apart by namespace") func attributes() throws {
    let root = try read("<r xmlns:a='urn:a' a:Name='1' Name='2' other='3'/>").root
    #expect(root.attribute(qualifiedName)?.string == "1")
    #expect(root.attribute(plainName)?.string == "2")
    #expect(root.attributes.map(\.qualifiedName.local) == ["Name", "Name", "other"])
  }

  @Test("Numbers are decimal, unsigned, and fit") func numbers() throws {
    func number(_ text: String) throws -> UInt64? { try read("<r>\(text)</r>").root.text.unsigned }
    #expect(try number("0") == 0)
    #expect(try number(" 512\n") == 512)
    #expect(try number("18446744073709551615") == .max)
    for wrong in ["18446744073709551616", "-1", "+1", "1.0", "", "0x1", "1 2"] { #expect(try number(wrong) == nil) }
  }

  @Test("One parser reads document after document, and earlier trees stay as they were") func reuse() throws {
    let parser = XMLParser(vocabulary: words)
    let first = try parser.parse(Array("<Body xmlns='urn:a'>one</Body>".utf8))
    #expect(refusal { () throws(XMLError) in try parser.parse(Array("<r><unclosed></r>".utf8)) } != nil)
    let second = try parser.parse(Array("<r Name='n'>two</r>".utf8))
    #expect(first.root.name == body)
    #expect(first.root.text.string == "one")
    #expect(second.root.text.string == "two")
    #expect(second.root.attribute(plainName)?.string == "n")
  }

  @Test("Names that clients invent do not add up") func inventedNames() throws {
    let parser = XMLParser(vocabulary: words)
    for round in 0..<40 {
      let names = (0..<100).map { "<n\(round)x\($0)/>" }.joined()
      let root = try parser.parse(Array("<Body xmlns='urn:a'>\(names)</Body>".utf8)).root
      #expect(root.name == body)
      #expect(root.children.map(\.localName).last == "n\(round)x99")
    }
  }
}

@Suite("Namespaces in scope") struct NamespacesInScopeTests {
  @Test("Those of an element and of what it stands in, the nearest first") func scopes() throws {
    let root = try read(
      """
      <r xmlns='urn:d' xmlns:a='urn:a'><x xmlns:c='urn:c'/><y xmlns:b='urn:b' xmlns:a='urn:a2'>\
      <z/><z xmlns='' xmlns:e='urn:?a&amp;b'>t</z></y><w/></r>
      """
    ).root
    #expect(root.namespacesInScope == ["": "urn:d", "a": "urn:a"])
    let children = Array(root.children)
    #expect(children[0].namespacesInScope == ["": "urn:d", "a": "urn:a", "c": "urn:c"])
    #expect(children[1].namespacesInScope == ["": "urn:d", "a": "urn:a2", "b": "urn:b"])
    let inner = Array(children[1].children)
    #expect(inner[0].namespacesInScope == ["": "urn:d", "a": "urn:a2", "b": "urn:b"])
    #expect(inner[1].namespacesInScope == ["a": "urn:a2", "b": "urn:b", "e": "urn:?a&b"])
    #expect(children[2].namespacesInScope == ["": "urn:d", "a": "urn:a"])
  }

  @Test("None") func none() throws {
    #expect(try read("<r><x/></r>").root.firstChild?.namespacesInScope == [:])
  }
}
