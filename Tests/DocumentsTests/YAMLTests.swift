import Documents
import Testing

@Suite("YAML files")
struct YAMLTests {
  @Test("every value knows its line and column")
  func positions() throws {
    let document = Document("name: rack\nsensors:\n  - { id: t1, warn: [5, ~] }\n")
    let root = try #require(document.root)
    guard case .mapping(let pairs) = root.content, case .sequence(let sensors) = pairs[1].value.content,
      case .mapping(let sensor) = sensors[0].content, case .sequence(let limits) = sensor[1].value.content
    else {
      Issue.record("the tree has another shape")
      return
    }
    #expect(pairs[0].value.position == SourcePosition(line: 1, column: 7))
    #expect(sensor[0].key.position == SourcePosition(line: 3, column: 7))
    #expect(sensor[0].value.text == "t1")
    #expect(limits[0].position == SourcePosition(line: 3, column: 22))
    #expect(limits[1].isNull)
    #expect(document.messages.isEmpty)
  }

  @Test("columns count characters, not bytes")
  func characters() throws {
    let root = try #require(Document("{ é: 1, b: 2 }").root)
    guard case .mapping(let pairs) = root.content else { return }
    #expect(pairs[1].key.position.column == 9)
  }

  @Test("scalars stay the text that was written", arguments: ["no", "0x48", "1.10", "2026-11-22", "null", "1_000"])
  func scalars(text: String) throws {
    #expect(try #require(Document(text).root).text == text)
  }

  @Test("only ~ and nothing are null; quoted they are text")
  func nulls() throws {
    let root = try #require(Document("[~, '~', '', ]").root)
    guard case .sequence(let items) = root.content else { return }
    #expect(items.map(\.isNull) == [true, false, false])
  }

  @Test("a key said twice is an error at the second place, and the first one counts")
  func duplicateKeys() throws {
    let document = Document("a: 1\nb: 2\na: 3\n")
    #expect(document.messages == ["board.yaml:3:1: error: 'a' is said twice; it already stands in line 1."])
    guard case .mapping(let pairs) = try #require(document.root).content else { return }
    #expect(pairs.map { $0.value.text } == ["1", "2"])
  }

  @Test(
    "what data files do without is refused by name",
    arguments: [
      ("a: &x 1", "board.yaml:1:4: error: anchors (&name) are not used here; leave it out."),
      ("a: *x", "board.yaml:1:4: error: aliases (*name) are not used here; write the value out."),
      (
        "a: !!int 1",
        "board.yaml:1:4: error: tags (!name) are not used here; what a value means follows from its key."
      ),
      ("a: 1\n---\nb: 2", "board.yaml:2:1: error: a second document begins here; put it into a file of its own."),
      ("[a]: 1", "board.yaml:1:1: error: a key must be a word, not a list."),
      ("# nothing yet\n", "board.yaml: error: there is nothing in this file."),
    ])
  func refused(text: String, message: String) {
    let document = Document(text)
    #expect(document.root == nil)
    #expect(document.messages == [message])
  }

  @Test("broken syntax is shown where it breaks, with where it began")
  func brokenSyntax() {
    let document = Document("a:\n  - [1, 2\nb: 3\n")
    #expect(document.root == nil)
    #expect(
      document.messages == [
        "board.yaml:3:2: error: this is not valid YAML: did not find expected ',' or ']', "
          + "while parsing a flow sequence that begins in line 2."
      ])
  }

  @Test("a tab for indentation gets a hint")
  func tab() {
    let document = Document("a:\n\tb: 1\n")
    #expect(document.messages.count == 1)
    #expect(document.messages[0].hasPrefix("board.yaml:2:1: error: "))
    #expect(document.messages[0].contains("indent with spaces"))
  }

  @Test("bytes that are no UTF-8 are shown at their line")
  func notUTF8() {
    let diagnostics = Diagnostics()
    #expect(YAML.parse(Array("a: 1\nb: ".utf8) + [0xFF], file: "board.yaml", into: diagnostics) == nil)
    #expect(diagnostics.all.first?.position == SourcePosition(line: 2, column: 4))
    #expect(diagnostics.all.first?.message.hasPrefix("this is not UTF-8 text") == true)
  }

  @Test("depth and size are bounded")
  func bounds() {
    let deep = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
    #expect(
      Document(deep).messages == [
        "board.yaml:1:33: error: this is nested deeper than 32 levels; is a bracket missing?"
      ])
    let long = "[" + String(repeating: "1,", count: YAML.maximumNodes) + "]"
    #expect(Document(long).messages.first?.hasSuffix("the file has more than 200000 values; split it.") == true)
  }
}
