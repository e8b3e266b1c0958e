import Documents
import Testing

@Suite("Did you mean")
struct SuggestionTests {
  @Test(
    "one slip in three letters is near enough",
    arguments: [
      ("hystersis", "hysteresis"), ("temprature", "temperature"), ("Name", "name"), ("nmae", "name"), ("idd", "id"),
    ])
  func near(word: String, meant: String) {
    #expect(suggestion(for: word, among: ["id", "name", "hysteresis", "temperature"]) == meant)
  }

  @Test("a word that is like none gets no suggestion", arguments: ["zzz", "voltage", ""])
  func far(word: String) {
    #expect(suggestion(for: word, among: ["name", "hysteresis", "temperature"]) == nil)
  }

  @Test("the nearest wins")
  func nearest() {
    #expect(suggestion(for: "crti", among: ["warn", "trip", "crit"]) == "crit")
  }

  @Test("without a near word the hint names those there are")
  func words() {
    #expect(hint(for: "blue", among: ["on", "off"]) == " Choose from: on, off.")
  }
}
