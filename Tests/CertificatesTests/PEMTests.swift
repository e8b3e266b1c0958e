import Testing

@testable import Certificates

@Suite struct PEMTests {
  private func labels(_ text: String) -> [String]? { PEM.blocks(in: Array(text.utf8))?.map(\.label) }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func linesMayEndAsTheyLike(end: String) {
    let text = ["some text", "-----BEGIN X-----", "AAEC", "AwQF ", "-----END X-----", "more"].joined(separator: end)
    #expect(PEM.blocks(in: Array(text.utf8))?.map(\.der) == [[0, 1, 2, 3, 4, 5]])
  }

  @Test func linesMayBeOfAnyLength() {
    let base64 = String(repeating: "AAEC", count: 100)
    #expect(PEM.blocks(in: Array("-----BEGIN X-----\n\(base64)\n-----END X-----\n".utf8))?.first?.der.count == 300)
  }

  @Test func blocksStandInTheirOrder() {
    #expect(labels("-----BEGIN A-----\nAAAA\n-----END A-----\n-----BEGIN B-----\nAAAA\n-----END B-----") == ["A", "B"])
    #expect(labels("nothing") == [])
  }

  @Test(arguments: [
    "-----BEGIN X-----\nAAAA\n", "-----BEGIN X-----\nAAA\n-----END X-----\n",
    "-----BEGIN X-----\nAAAA\n-----END Y-----\n",
    "-----BEGIN X-----\n\u{0}AAA\n-----END X-----\n",
  ])
  func damageIsNoticed(text: String) {
    #expect(labels(text) == nil)
  }
}
