import Testing
import XML

@Suite("Hostile XML is refused, and says where") struct HostileXMLTests {
  @Test(
    "Not well-formed",
    arguments: [
      "", " ", "x", "<", "<r", "<r>", "<r></s>", "<r/><r/>", "<r/>x", "<r a='1' a='2'/>", "<r a=1/>", "<p:r/>",
      "<r>&undeclared;</r>", "<r>&#0;</r>", "<r>&#x1F;</r>", "<r>\u{1}</r>", "<r><![CDATA[</r>", "<r>]]></r>",
      "<r xmlns:p='urn:a' xmlns:q='urn:a' p:n='' q:n=''/>", "<?xml version='1.0'?><?xml version='1.0'?><r/>",
    ]) func malformed(text: String)
  {
    guard case .malformed = refusal({ () throws(XMLError) in try read(text) }) else {
      Issue.record("accepted, or refused for another reason: \(text)")
      return
    }
  }

  @Test("Every beginning of a document") func truncated() throws {
    let whole = "<?xml version='1.0'?><a:r xmlns:a='urn:a'><Name a='b'>x&amp;y</Name><!-- c --></a:r>"
    _ = try read(whole)
    for count in 0..<whole.utf8.count {
      #expect(throws: XMLError.self) { try read(Array(whole.utf8.prefix(count))) }
    }
  }

  @Test(
    "A document type, and with it every entity",
    arguments: [
      "<!DOCTYPE r><r/>",
      "<!DOCTYPE r SYSTEM 'file:///etc/passwd'><r/>",
      "<!DOCTYPE r [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><r>&e;</r>",
      "<!DOCTYPE r [<!ENTITY % p SYSTEM 'http://127.0.0.1:1/x'> %p;]><r/>",
      "<!DOCTYPE r [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>]><r>&c;</r>",
      "<?xml version='1.0'?><!-- x --><!DOCTYPE r><r/>",
    ]) func documentType(text: String)
  {
    #expect(refusal { () throws(XMLError) in try read(text) } == .doctype)
  }

  @Test(
    "A processing instruction, wherever it stands",
    arguments: [
      "<?x?><r/>", "<r><?x y='1'?></r>", "<r/><?x ?>", "<?xml version='1.0'?><?xml-stylesheet href='x'?><r/>",
    ])
  func processingInstruction(text: String) {
    #expect(refusal { () throws(XMLError) in try read(text) } == .processingInstruction)
  }

  @Test("A document type after the root element") func lateDocumentType() {
    #expect(throws: XMLError.self) { try read("<r/><!DOCTYPE r>") }
  }

  @Test("NUL characters anywhere") func nul() {
    for text in ["\0<r/>", "<r>\0</r>", "<r/>\0", "<r\0/>"] {
      #expect(throws: XMLError.self) { try read(text) }
    }
  }

  @Test("Bytes that are not UTF-8") func invalidUTF8() {
    for bytes: [UInt8] in [[0xFF], [0xC0, 0xAF], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80]] {
      let text = Array("<r>".utf8) + bytes + Array("</r>".utf8)
      #expect(throws: XMLError.self) { try read(text) }
      let attribute = Array("<r a='".utf8) + bytes + Array("'/>".utf8)
      #expect(throws: XMLError.self) { try read(attribute) }
    }
  }

  @Test("A thousand elements inside one another") func depth() {
    func nested(_ depth: Int) -> String {
      String(repeating: "<r>", count: depth) + String(repeating: "</r>", count: depth)
    }
    #expect(refusal { () throws(XMLError) in try read(nested(32)) } == nil)
    #expect(refusal { () throws(XMLError) in try read(nested(33)) } == .limit(.depth))
    #expect(refusal { () throws(XMLError) in try read(nested(1000)) } == .limit(.depth))
  }

  @Test("Ten thousand attributes, which would take libxml2 a tenth of a second") func attributes() {
    let attributes = (0..<10_000).map { " a\($0)=''" }.joined()
    #expect(refusal { () throws(XMLError) in try read("<r\(attributes)/>") } == .limit(.tag))
    // A `>` in a value, in a comment, a section or an instruction does not end the tag, or begin one.
    let hidden = "<r><!-- <' --><![CDATA[<\"]]><?x <'?><r b='>'\(attributes)/></r>"
    #expect(refusal { () throws(XMLError) in try read(hidden) } == .limit(.tag))
  }

  @Test("Ten thousand attributes in UTF-16, with characters whose bytes look like `>`") func attributesInUTF16() {
    let attributes = (0..<10_000).map { " a\($0)='\u{3E00}\u{3C3E}'" }.joined()
    var bytes: [UInt8] = [0xFF, 0xFE]
    for unit in "<r\(attributes)/>".utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    #expect(refusal { () throws(XMLError) in try read(bytes) } == .limit(.tag))
  }

  @Test("Attributes in numbers, in a tag that is not long") func manyAttributes() {
    func tag(_ count: Int) -> String { "<x" + (0..<count).map { " a\($0)=''" }.joined() + "/>" }
    #expect(refusal { () throws(XMLError) in try read("<r>\(tag(128))</r>") } == nil)
    #expect(refusal { () throws(XMLError) in try read("<r>\(tag(129))</r>") } == .limit(.attributes))
    #expect(refusal { () throws(XMLError) in try read("<r>\(tag(600))</r>") } == .limit(.attributes))
    // Declarations count; what only looks like attributes does not.
    let declarations = (0..<129).map { " xmlns:n\($0)='urn:\($0)'" }.joined()
    #expect(refusal { () throws(XMLError) in try read("<r\(declarations)/>") } == .limit(.attributes))
    let words = String(repeating: "a='' ", count: 200)
    #expect(
      refusal { () throws(XMLError) in try read("<r><!--\(words)--><![CDATA[\(words)]]>\(words)</r>") }
        == nil)
  }

  @Test("Ten thousand attributes in elements that may have so many") func attributesInElements() throws {
    let element = "<x" + (0..<100).map { " a\($0)='\($0)'" }.joined() + "/>"
    let root = try read("<r>\(String(repeating: element, count: 100))</r>").root
    #expect(root.children.reduce(0) { $0 + Array($1.attributes).count } == 10_000)
  }

  @Test("Ten thousand elements") func elements() {
    let many = String(repeating: "<r/>", count: 10_000)
    #expect(refusal { () throws(XMLError) in try read("<r>\(many)</r>") } == .limit(.elements))
  }

  @Test("A thousand namespaces") func namespaces() {
    let many = (0..<1000).map { "<r xmlns:n\($0)='urn:\($0)'/>" }.joined()
    #expect(refusal { () throws(XMLError) in try read("<r>\(many)</r>") } == .limit(.namespaces))
  }

  @Test("Names of more than 256 bytes") func longNames() {
    let name = String(repeating: "n", count: 257)
    #expect(refusal { () throws(XMLError) in try read("<\(name)/>") } == .limit(.name))
    #expect(refusal { () throws(XMLError) in try read("<r \(name)=''/>") } == .limit(.name))
    #expect(refusal { () throws(XMLError) in try read("<\(name.dropLast())/>") } == nil)
    let namespace = String(repeating: "u", count: 1025)
    #expect(refusal { () throws(XMLError) in try read("<r xmlns='\(namespace)'/>") } == .limit(.name))
  }

  @Test("A long prefix is a long name, used or not") func longPrefixes() {
    let prefix = String(repeating: "p", count: 257)
    #expect(refusal { () throws(XMLError) in try read("<\(prefix):r xmlns:\(prefix)='urn:x'/>") } == .limit(.name))
    #expect(refusal { () throws(XMLError) in try read("<r xmlns:\(prefix)='urn:x'/>") } == .limit(.name))
    let namespace = String(repeating: "u", count: 1025)
    #expect(refusal { () throws(XMLError) in try read("<r xmlns:p='\(namespace)'/>") } == .limit(.name))
  }

  @Test(
    "Names and prefixes that cannot be",
    arguments: [
      "<a:b:c xmlns:a='urn:a'/>", "<:r/>", "<r:/>", "<r :a=''/>", "<p:r xmlns:p=''/>", "<r xmlns:xmlns='urn:x'/>",
      "<r xmlns:xml='urn:x'/>", "<r xmlns:p='http://www.w3.org/2000/xmlns/'/>", "<r xmlns:p='urn:a' xmlns:p='urn:b'/>",
      "<r xmlns='urn:a' xmlns='urn:b'/>", "<1r/>", "<-r/>", "<r p:a=''/>", "</r>", "<r></r ></r>", "<r a='<'/>",
      "<r a='&#0;'/>", "<r>&#xD800;</r>", "<r>&#xFFFE;</r>", "<r>&#1114112;</r>", "<r>&amp</r>", "<r>&;</r>",
      "<r><!-- -- --></r>", "<r><?xml version='1.0'?></r>", "<r><![CDATA[]]></r>]]>",
    ]) func names(text: String)
  {
    guard case .malformed = refusal({ () throws(XMLError) in try read(text) }) else {
      Issue.record("accepted, or refused for another reason: \(text)")
      return
    }
  }

  @Test("Two megabytes") func size() {
    let text = "<r>\(String(repeating: "x", count: 2 << 20))</r>"
    #expect(refusal { () throws(XMLError) in try read(text) } == .limit(.size))
  }

  @Test("A long text within the limit is no reason") func longText() throws {
    let text = String(repeating: "x", count: 500 << 10)
    #expect(try read("<r>\(text)</r>").root.text.string == text)
  }

  @Test("The place is that of the mistake") func place() {
    do {
      _ = try read("<r>\n  <a>\n  </b>\n</r>")
      Issue.record("accepted")
    } catch {
      #expect(error.line == 3)
      #expect(error.description.contains("(line 3, column "))
    }
    do {
      _ = try read("<r>\n<!-- -->\n  <a x='\(String(repeating: "x", count: 9000))'/></r>")
      Issue.record("accepted")
    } catch {
      #expect(error == XMLError(.limit(.tag), line: 3, column: 3))
    }
  }

  @Test("A character that joins the next one does not swallow the end of the sentence") func joiningCharacters() {
    do {
      _ = try read("<r><\u{600}></r>")
      Issue.record("accepted")
    } catch {
      #expect(error.description.unicodeScalars.contains("\u{600}"))
    }
    let error = XMLError(.malformed("not a \u{600}"), line: 1, column: 2)
    let expected = "The XML is not well-formed: not a \u{600} (line 1, column 2)."
    #expect(error.description.unicodeScalars.elementsEqual(expected.unicodeScalars))
  }
}
