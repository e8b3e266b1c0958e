import FRU
import Testing

@Suite struct PartFactsTests {
  @Test func factsAreEmptyUntilSomethingIsSaid() {
    var facts = PartFacts()
    #expect(facts.isEmpty)
    facts.custom = ["rack 4"]
    #expect(!facts.isEmpty)
  }
}
