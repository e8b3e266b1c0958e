import Testing
import XML

@Suite("Writing XML") struct XMLWriterTests {
  let tag = XMLTag("p", "Value")

  private func written(_ write: (inout XMLWriter) -> Void) -> String {
    var writer = XMLWriter()
    write(&writer)
    return String(decoding: writer.finished(), as: UTF8.self)
  }

  @Test("Elements have end tags and no white space") func elements() {
    let text = written {
      $0.declaration()
      $0.start(XMLTag("a", "Envelope"), attributes: [XMLAttributes(declaring: "a", as: "urn:a")])
      $0.element(XMLTag("a", "Header"))
      $0.element(tag, attributes: XMLAttributes("Name", "x"), "1")
      $0.end()
    }
    #expect(
      text == "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
        + "<a:Envelope xmlns:a=\"urn:a\"><a:Header></a:Header><p:Value Name=\"x\">1</p:Value></a:Envelope>")
  }

  @Test(
    "Text is escaped, and what XML cannot hold is replaced",
    arguments: [
      ("", ""), ("plain", "plain"), ("<&>", "&lt;&amp;&gt;"), ("]]>", "]]&gt;"), ("'\"", "'\""),
      ("a\r\nb\tc", "a&#13;\nb\tc"), ("\0a\u{1F}", "\u{FFFD}a\u{FFFD}"), ("\u{FFFE}\u{FFFF}", "\u{FFFD}\u{FFFD}"),
      ("\u{FB01}\u{FFFD}é€\u{1F600}", "\u{FB01}\u{FFFD}é€\u{1F600}"), ("\u{7F}", "\u{7F}"),
    ]) func text(meant: String, expected: String) throws
  {
    #expect(written { $0.element(tag, meant) } == "<p:Value>\(expected)</p:Value>")
  }

  @Test("In attributes quotes and white space are escaped too") func attributes() {
    let text = written { $0.element(tag, attributes: XMLAttributes("Name", "\"<\t\n\r'"), "") }
    #expect(text == "<p:Value Name=\"&quot;&lt;&#9;&#10;&#13;'\"></p:Value>")
  }

  @Test("What is written can be read back") func roundTrip() throws {
    let awkward = "<&>\"'\r\n\t]]> é \u{1F600} \u{FFFD}"
    let bytes = written {
      $0.element(
        tag, attributes: XMLAttributes([XMLAttributes(declaring: "p", as: "urn:a"), XMLAttributes("Name", awkward)]),
        awkward)
    }
    let root = try read(bytes).root
    #expect(root.text.string == awkward)
    #expect(root.attribute(plainName)?.string == awkward)
    let again = written {
      $0.start(tag)
      $0.text(root.text)
      $0.end()
    }
    #expect(again == written { $0.element(tag, awkward) })
  }

  @Test("Numbers") func numbers() {
    let text = written {
      $0.start(tag)
      for number: UInt64 in [0, 9, 10, 4711, .max] {
        $0.number(number)
        $0.text(" ")
      }
      for number: Int64 in [-1, .min, .max] {
        $0.number(number)
        $0.text(" ")
      }
      $0.end()
    }
    #expect(
      text == "<p:Value>0 9 10 4711 18446744073709551615 -1 -9223372036854775808 9223372036854775807 </p:Value>")
  }
}

@Suite("Fragments") struct XMLFragmentTests {
  let fragment = XMLFragment(prefix: "p") {
    $0.element("Fan") {
      $0.element("Name") { $0.plain.text("p:p") }
      $0.plain.element(XMLTag("wsa", "Address"), "p")
      $0.element("not a name") { $0.plain.text("left out") }
    }
  }

  private func copy(number: Int) -> String {
    var writer = XMLWriter()
    writer.start(XMLTag("a", "Body"))
    writer.fragment(fragment, prefixNumber: number)
    writer.end()
    let bytes = writer.finished()
    #expect(bytes.count == fragment.count(prefixNumber: number) + "<a:Body></a:Body>".utf8.count)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test("A copy with the first prefix is what was written") func plain() {
    #expect(
      copy(number: 0)
        == "<a:Body><p:Fan><p:Name>p:p</p:Name><wsa:Address>p</wsa:Address></p:Fan></a:Body>")
  }

  @Test("A number follows the class prefix, and nothing else that looks like it") func numbered() {
    #expect(
      copy(number: 1)
        == "<a:Body><p1:Fan><p1:Name>p:p</p1:Name><wsa:Address>p</wsa:Address></p1:Fan></a:Body>")
    #expect(
      copy(number: 12)
        == "<a:Body><p12:Fan><p12:Name>p:p</p12:Name><wsa:Address>p</wsa:Address></p12:Fan></a:Body>")
  }
}
