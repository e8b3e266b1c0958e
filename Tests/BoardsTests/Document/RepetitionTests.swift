import Boards
import Model
import Testing

@Suite("What a board file repeats")
struct RepetitionTests {
  private func fans(_ fixture: BoardFixture) -> [Fan] {
    fixture.board.contents.compactMap { if case .fan(let fan) = $0 { fan } else { nil } }
  }

  @Test("a record with `each` stands once for each item, with <n> in its place")
  func each() {
    let fixture = BoardFixture("fans: [ { each: [1, 2, b], id: fan<n>, name: Fan <n> of <m> } ]")
    #expect(fixture.messages == [])
    #expect(fans(fixture).map(\.id) == ["fan1", "fan2", "fanb"])
    #expect(fans(fixture).map(\.name) == ["Fan 1 of <m>", "Fan 2 of <m>", "Fan b of <m>"])
  }

  @Test("several lists go side by side")
  func sideBySide() {
    let fixture = BoardFixture("fans: [ { each: { n: [1, 2], side: [left, right] }, id: fan<n>, name: Fan <side> } ]")
    #expect(fixture.messages == [])
    #expect(fans(fixture).map(\.name) == ["Fan left", "Fan right"])
  }

  @Test("entries of a mapping are repeated by their names")
  func entries() {
    let fixture = BoardFixture(
      """
      lines: { "button<n>": { each: [1, 2], simulated: output }, good: { simulated: input } }
      power: { on-when: good, on: [ { pulse: button2, for: 100 ms } ] }
      simulation: { scenario: test.scenario.yaml, chassis: [ { power-button: button1, power-good: good } ] }
      """, scenario: "[]")
    #expect(fixture.messages == [])
    #expect(fixture.plan?.steps[.on] == [.pulse(line: "button2", for: .milliseconds(100))])
  }

  @Test("an assembly is a part of a board that comes several times")
  func assemblies() {
    let fixture = BoardFixture(
      """
      fans: [ { id: fan0, name: Fan 0 } ]
      assemblies:
        - each: [1, 2]
          supplies: [ { id: psu<n>, name: PSU <n> } ]
          fans: [ { id: fan<n>, name: Fan <n> } ]
      """)
    #expect(fixture.messages == [])
    #expect(
      fixture.ids == ["system/ManagedSystem", "fan/fan0", "fan/fan1", "fan/fan2", "supply/psu1", "supply/psu2"])
  }

  @Test(
    "mistakes are told at their place",
    arguments: [
      (
        "fans: [ { each: 3, id: a, name: A } ]",
        "3:17: error: 'each' is a list such as [1, 2, 3], or lists by name, not '3'."
      ),
      ("fans: [ { each: [], id: a, name: A } ]", "3:17: error: 'each' has nothing in it; leave out what it stands in."),
      (
        "fans: [ { each: { n: [1], m: [1, 2] }, id: a, name: A } ]",
        "3:17: error: the lists of 'each' must be equally long; they go side by side."
      ),
      (
        "fans: [ { each: [1, [2]], id: a<n>, name: A } ]",
        "3:21: error: the lists of 'each' hold words and numbers, not a list."
      ),
      ("fans: [ { each: [1, 2], id: a, name: A } ]", "3:29: error: there already is a fan 'a'; ids are unique."),
      ("assemblies: [ 7 ]", "3:15: error: an assembly is written as sections of a board, not as '7'."),
      (
        "lines: { a: { simulated: input } }\nassemblies: [ { lines: { a: { simulated: input } } } ]",
        "4:26: error: 'a' is said twice; it already stands in test.yaml:3."
      ),
    ])
  func mistakes(text: String, message: String) {
    #expect(BoardFixture(text).messages.first == "test.yaml:" + message)
  }

  @Test("a file does not grow without bound")
  func bound() {
    let numbers = (1...70).map(String.init).joined(separator: ", ")
    let fixture = BoardFixture(
      "assemblies: [ { each: [\(numbers)], fans: [ { each: { m: [\(numbers)] }, id: f<n>-<m>, name: F } ] } ]")
    #expect(fixture.messages.contains { $0.hasSuffix("write less into 'each'.") })
    #expect(fixture.ids.count < 5000)
  }
}
