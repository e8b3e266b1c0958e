import CIM
import Model
import Testing

struct LoadingTests {
  @Test func shippedProfilesHaveNoMistakes() {
    #expect(Shipped.plain.diagnostics.map(\.description) == [])
    #expect(Shipped.compatible.diagnostics.map(\.description) == [])
  }
}
