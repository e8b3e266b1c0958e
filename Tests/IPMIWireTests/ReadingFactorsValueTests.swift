import Glibc
import IPMIWire
import Testing

@Suite struct ReadingFactorsValueTests {
  private func value(_ linearization: UInt8, _ raw: UInt8) -> Double? {
    ReadingFactors(m: 2, b: 1, linearization: linearization).value(raw)
  }

  @Test func aLinearValueIsTheFormulaOfTheSpecification() {
    #expect(ReadingFactors(m: 17, rExponent: -3).value(195) == 3.315)
    #expect(ReadingFactors(m: 1, b: -40).value(65) == 25)
    #expect(ReadingFactors(m: 5, b: 12, bExponent: 2, rExponent: -1).value(10) == 125)
  }

  @Test func rawBytesHaveOneOfThreeSigns() {
    #expect(ReadingFactors(m: 1).value(0xfe) == 254)
    #expect(ReadingFactors(m: 1, format: .twosComplement).value(0xfe) == -2)
    #expect(ReadingFactors(m: 1, format: .onesComplement).value(0xfe) == -1)
    #expect(ReadingFactors(m: 1, format: .onesComplement).value(0xff) == 0)
  }

  /// 2 * 4 + 1 = 9.
  @Test func everyLinearizationIsItsFunction() throws {
    let expected: [Double] = [
      9, log(9), log10(9), log2(9), exp(9), 1e9, 512, 1.0 / 9, 81, 729, 3, cbrt(9),
    ]
    for (linearization, expected) in expected.enumerated() {
      let found = try #require(value(UInt8(linearization), 4))
      #expect(abs(found - expected) <= 1e-12 * abs(expected))
    }
  }

  @Test func whatHasNoResultIsNoValue() {
    #expect(ReadingFactors(m: 1, linearization: 7).value(0) == nil, "1 / 0")
    #expect(ReadingFactors(m: 1, linearization: 1).value(0) == nil, "ln 0")
    #expect(ReadingFactors(m: -1, linearization: 10).value(4) == nil, "the root of -4")
    #expect(ReadingFactors(m: 100, rExponent: 7, linearization: 4).value(255) == nil, "too large")
  }

  @Test(arguments: [12, 0x6f, 0x70, 0x7f]) func otherLinearizationsHaveNoFormula(code: UInt8) {
    #expect(value(code, 4) == nil)
  }
}
