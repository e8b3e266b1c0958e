import Boards
import Model
import Testing

@Suite("A board that extends another")
struct ExtendsTests {
  private static let base = """
    format: 1
    board: base
    extends: grandparent
    systems: [ { id: ManagedSystem, name: Base } ]
    """
  private static let grandparent = """
    format: 1
    board: grandparent
    supplies:
      - { id: psu1, name: PSU 1, rated: 500 W, input: [100, 127] }
      - { id: psu2, name: PSU 2, rated: 500 W }
    fans: [ { id: fan1, name: Fan 1 } ]
    """

  private func extended(_ text: String) -> BoardFixture {
    BoardFixture("extends: base\n" + text, files: ["base.yaml": Self.base, "grandparent.yaml": Self.grandparent])
  }

  private func supplies(_ fixture: BoardFixture) -> [Supply] {
    fixture.board.contents.compactMap { if case .supply(let supply) = $0 { supply } else { nil } }
  }

  @Test("it has what the others have, and its own name")
  func inherits() {
    let fixture = extended("")
    #expect(fixture.messages == [])
    #expect(fixture.board.name == "test")
    #expect(fixture.ids == ["system/ManagedSystem", "fan/fan1", "supply/psu1", "supply/psu2"])
    #expect(fixture.systems.first?.name == "Base")
  }

  @Test("records with the same id are put together key by key, and new ones come after")
  func mergesById() {
    let fixture = extended(
      "supplies: [ { id: psu3, name: PSU 3 }, { id: psu1, rated: 750 W } ]")
    #expect(fixture.messages == [])
    let found = supplies(fixture)
    #expect(found.map(\.id) == ["psu1", "psu2", "psu3"])
    #expect(found[0].ratedOutput == 750 && found[0].name == "PSU 1" && found[0].inputRange1 == 100...127)
  }

  @Test("`~` takes a key away, and `omit: true` a record")
  func takesAway() {
    let fixture = extended("fans: ~\nsupplies: [ { id: psu1, input: ~ }, { id: psu2, omit: true } ]")
    #expect(fixture.messages == [])
    #expect(fixture.ids == ["system/ManagedSystem", "supply/psu1"])
    #expect(supplies(fixture)[0].inputRange1 == nil)
  }

  @Test("a mistake is told in the file that has it")
  func place() {
    let fixture = BoardFixture(
      "extends: base", files: ["base.yaml": "format: 1\nboard: base\nfans: [ { id: fan1, nam: Fan } ]"])
    #expect(
      fixture.messages == [
        "base.yaml:3:9: error: a fan needs 'name'.",
        "base.yaml:3:21: error: a fan has no 'nam'. Did you mean 'name'?",
      ])
  }

  @Test("a parent that is not there leaves the board alone")
  func unknownParent() {
    let fixture = BoardFixture("extends: bse\nfans: [ { id: fan1, name: Fan 1 } ]", files: ["base.yaml": Self.base])
    #expect(fixture.messages.count == 1)
    #expect(fixture.messages[0].hasPrefix("test.yaml:3:10: error: there is no board 'bse' to extend."))
    #expect(fixture.ids == ["system/ManagedSystem", "fan/fan1"])
  }

  @Test("a circle is told with its way")
  func circle() {
    let fixture = BoardFixture("extends: base", files: ["base.yaml": "format: 1\nboard: base\nextends: test"])
    #expect(
      fixture.messages == [
        "base.yaml:3:10: error: a board cannot extend itself: test extends base extends test."
      ])
  }
}
