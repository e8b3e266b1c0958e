import Documents
import Testing

@testable import Boards

@Suite("A word that stands for several")
struct HostRangeTests {
  private func words(_ text: String) throws(Refusal) -> [String] { try HostRange(text[...]).words }

  @Test("counts up, and keeps its leading zeros")
  func counting() throws {
    #expect(try words("node[8-11]") == ["node8", "node9", "node10", "node11"])
    #expect(
      try words("node[008-011].example") == [
        "node008.example", "node009.example", "node010.example", "node011.example",
      ])
    #expect(try words("[7-7]") == ["7"])
    #expect(try words("127.0.0.1:[6230-6231]") == ["127.0.0.1:6230", "127.0.0.1:6231"])
  }

  @Test("without a range it stands for itself, whatever else has brackets")
  func plain() throws {
    for text in ["node1", "[fe80::1]:623", "[]", "[1-]", "[a-b]", "[1-2-3]", "node[1-2"] {
      #expect(try words(text) == [text])
    }
  }

  @Test("an IPv6 address may have a range inside or behind its brackets")
  func addresses() throws {
    #expect(try words("[fe80::[1-2]]:623") == ["[fe80::1]:623", "[fe80::2]:623"])
    #expect(try words("[fe80::1]:[623-624]") == ["[fe80::1]:623", "[fe80::1]:624"])
  }

  @Test(
    "is bounded, runs forwards, and there is one in a word",
    arguments: [
      ("n[1-2001]", "has a range of more than 2000: [1-2001]."),
      ("n[0-9999999999]", "has a number of more than 9 digits in [0-9999999999]."),
      ("n[5-4]", "has a range that runs backwards: [5-4]."),
      ("r[1-2]n[1-2]", "has two ranges in 'r[1-2]n[1-2]'; write one, and a line for each of the others."),
    ])
  func refusals(text: String, message: String) {
    let refusal = #expect(throws: Refusal.self) { try words(text) }
    #expect(refusal?.message == message)
  }

  @Test("the longest range there may be has as many words")
  func longest() throws {
    #expect(try words("n[1-2000]").count == HostRange.maximumCount)
  }
}
