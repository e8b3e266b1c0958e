import Documents
import Testing

@Suite("Mappings")
struct MappingReaderTests {
  @Test("keys are read by type, in any order")
  func reading() throws {
    let document = Document("{ every: 5 s, id: t1, on: true, scale: 0.5, address: 0x48, names: [a, b] }")
    var reader = try #require(document.reader)
    let id = reader.requiredString("id")
    let on = reader.bool("on")
    let scale = reader.real("scale")
    let address = reader.int("address", in: 0...0x7F)
    let every = reader.duration("every")
    let names = reader.strings("names")
    #expect(id == "t1" && on == true && scale == 0.5 && address == 0x48 && every == .seconds(5))
    #expect(names == ["a", "b"])
    reader.finish()
    #expect(document.messages.isEmpty)
  }

  @Test("a key nobody asked for is an error, with the key that may be meant")
  func unknownKeys() throws {
    let document = Document("id: t1\nhystersis: 2\ncolour: red\n")
    var reader = try #require(document.reader)
    _ = reader.string("id")
    _ = reader.real("hysteresis")
    reader.finish()
    #expect(
      document.messages == [
        "board.yaml:2:1: error: a thing has no 'hystersis'. Did you mean 'hysteresis'?",
        "board.yaml:3:1: error: a thing has no 'colour'. Choose from: hysteresis.",
      ])
  }

  @Test("a missing key is an error only where it is required")
  func missing() throws {
    let document = Document("a: ~")
    var reader = try #require(document.reader)
    let optional = [reader.string("a"), reader.string("b")]
    #expect(optional == [nil, nil])
    #expect(document.messages.isEmpty)
    let required = reader.requiredString("a")
    #expect(required == nil)
    #expect(document.messages == ["board.yaml:1:1: error: a thing needs 'a'."])
  }

  @Test("a refused value is reported at the value")
  func refused() throws {
    let document = Document("id: t1\nevery: soon\n")
    var reader = try #require(document.reader)
    let every = reader.duration("every")
    #expect(every == nil)
    #expect(document.diagnostics.all.first?.position == SourcePosition(line: 2, column: 8))
  }

  @Test("bad items of a list are left out, each with its place")
  func badItems() throws {
    let document = Document("values: [1, x, 3]")
    var reader = try #require(document.reader)
    let values = reader.list("values", of: .integer(in: 0...9))
    #expect(values == [1, 3])
    #expect(document.messages == ["board.yaml:1:13: error: 'values' must be a whole number, not 'x'."])
  }

  @Test("a mapping inside has a reader of its own; one with free names gives its pairs in order")
  func inside() throws {
    let document = Document("fru: { serial: 42 }\nattributes: { z: 1, a: 2 }\n")
    var reader = try #require(document.reader)
    var fru = reader.mapping("fru")
    let serial = fru?.string("serial")
    fru?.finish()
    #expect(serial == "42")
    let attributes = reader.entries("attributes")
    #expect(attributes.map(\.name) == ["z", "a"])
    reader.finish()
    #expect(document.messages.isEmpty)
  }

  @Test("shapes that do not fit are errors")
  func shapes() throws {
    let list = Document("[1]")
    #expect(list.reader == nil)
    #expect(
      list.messages == ["board.yaml:1:1: error: a thing must be written as 'key: value' pairs, not as a list."])
    let document = Document("items: 5\ninner: text\n")
    var reader = try #require(document.reader)
    let items = reader.each("items")
    let inner = reader.mapping("inner")
    #expect(items.isEmpty && inner == nil)
    #expect(
      document.messages == [
        "board.yaml:1:8: error: 'items' must be a list, not '5'.",
        "board.yaml:2:8: error: 'inner' must be written as 'key: value' pairs, not as 'text'.",
      ])
  }
}
