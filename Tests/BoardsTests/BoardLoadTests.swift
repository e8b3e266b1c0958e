import Boards
import Documents
import Model
import TestSupport
import Testing

@Suite("Loading a board file")
struct BoardLoadTests {
  @Test("the least board is one system of which nothing is known")
  func least() {
    let fixture = BoardFixture("")
    #expect(fixture.messages == [])
    #expect(fixture.board.name == "test")
    #expect(fixture.ids == ["system/ManagedSystem"])
    #expect(fixture.board.sources == [] && fixture.board.plans == [:])
  }

  @Test(
    "a file that says nothing useful is a board all the same, named after the file",
    arguments: [
      ("", "test.yaml: error: there is nothing in this file."),
      ("a: [", "test.yaml:2:1: error: this is not valid YAML: did not find expected node content, "),
      ("- 1", "test.yaml:1:1: error: a board file must be written as 'key: value' pairs, not as a list."),
    ])
  func useless(text: String, message: String) {
    let fixture = BoardFixture(file: text)
    #expect(fixture.messages.count == 1)
    #expect(fixture.messages[0].hasPrefix(message))
    #expect(fixture.ids == ["system/ManagedSystem"])
    #expect(fixture.board.name == "test")
  }

  @Test("a file that is not there is an error, and a board")
  func missing() {
    let diagnostics = Diagnostics()
    let board = Board.load("/nonexistent/some-board.yaml", dataDirectories: [], diagnostics: diagnostics)
    #expect(
      diagnostics.all.map(\.description) == ["/nonexistent/some-board.yaml: error: there is no such file."])
    #expect(board.name == "some-board")
  }

  @Test("a name is looked up in the data directories, and the first that has it counts")
  func search() {
    let diagnostics = Diagnostics()
    let repository = Repository.root
    let board = Board.load(
      "rack-server", dataDirectories: ["/nonexistent", repository, "/also/nonexistent"], diagnostics: diagnostics)
    #expect(diagnostics.all.isEmpty)
    #expect(board.contents.count > 1)
    let path = "\(repository)/board-configs/simulated/rack-server.yaml"
    #expect(Board.load(path, dataDirectories: [], diagnostics: diagnostics).contents == board.contents)
  }

  @Test("the format is stated, and known")
  func format() {
    #expect(BoardFixture(file: "board: x").messages == ["test.yaml:1:1: error: a board file needs 'format'."])
    #expect(
      BoardFixture(file: "format: 2\nboard: x").messages == ["test.yaml:1:9: error: 'format' must be 1, not 2."])
  }

  @Test("keys that are not known are errors, with the one that may be meant")
  func unknownKeys() {
    #expect(
      BoardFixture("sytems: []\n").messages == [
        "test.yaml:3:1: error: a board file has no 'sytems'. Did you mean 'systems'?"
      ])
  }

  @Test("a record with a mistake is left out; the others stay")
  func recordsDegradeThemselves() {
    let fixture = BoardFixture("fans:\n  - { id: fan1, nmae: Fan 1 }\n  - { id: fan2, name: Fan 2 }\n")
    #expect(
      fixture.messages == [
        "test.yaml:4:5: error: a fan needs 'name'.",
        "test.yaml:4:17: error: a fan has no 'nmae'. Did you mean 'name'?",
      ])
    #expect(fixture.ids == ["system/ManagedSystem", "fan/fan2"])
  }

  @Test("an unknown key leaves its record out")
  func unknownKeyInRecord() {
    let fixture = BoardFixture("fans:\n  - { id: fan1, name: Fan 1, tahc: t }\n")
    #expect(fixture.messages == ["test.yaml:4:30: error: a fan has no 'tahc'. Did you mean 'tach'?"])
    #expect(fixture.ids == ["system/ManagedSystem"])
  }

  @Test("ids are unique within their kind, and safe in paths")
  func ids() {
    let fixture = BoardFixture(
      """
      fans:
        - { id: fan1, name: Fan 1 }
        - { id: fan1, name: Fan 2 }
        - { id: fan 3, name: Fan 3 }
      supplies:
        - { id: fan1, name: A supply may be called so }
      """)
    #expect(
      fixture.messages == [
        "test.yaml:5:11: error: there already is a fan 'fan1'; ids are unique.",
        "test.yaml:6:11: error: an id is up to 64 letters, digits, '-', '_' and '.'; 'fan 3' is not.",
      ])
    #expect(fixture.ids == ["system/ManagedSystem", "fan/fan1", "supply/fan1"])
  }

  @Test("a reference to nothing is an error; one to a record that was left out is dropped without another word")
  func references() {
    let fixture = BoardFixture(
      """
      parts:
        - { id: box, kind: chassis, name: Box, colour: red }
        - { id: board, kind: board, name: Board, in: box }
        - { id: card, kind: board, name: Card, in: boad }
      """)
    #expect(
      fixture.messages == [
        "test.yaml:4:42: error: a part has no 'colour'. "
          + "Choose from: system, in, realizes, replaceable, chassis-type, attributes, fru, spd, from.",
        "test.yaml:6:46: error: 'in' names 'boad', but there is no such part. Did you mean 'board'?",
      ])
    #expect(fixture.ids == ["system/ManagedSystem", "part/board"])
    #expect(fixture.part("board")?.container == nil)
  }
}
