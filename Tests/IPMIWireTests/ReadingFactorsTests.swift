import IPMIWire
import Testing

@Suite struct ReadingFactorsTests {
  @Test func theResolutionIsTheSlope() {
    #expect(ReadingFactors(m: 17, rExponent: -3).resolution == 0.017)
    #expect(ReadingFactors(m: -5, rExponent: 1).resolution == 50)
    #expect(ReadingFactors(m: 1, linearization: 7).resolution == nil)
  }

  @Test func valuesAreMultiplesOfTheFinerOfBothExponents() {
    #expect(ReadingFactors(m: 17, rExponent: -3).exactExponent == -3)
    #expect(ReadingFactors(m: 1, b: 5, bExponent: -2, rExponent: -1).exactExponent == -3)
    #expect(ReadingFactors(m: 1, b: 0, bExponent: -2, rExponent: -1).exactExponent == -1)
    #expect(ReadingFactors(m: 1, b: 5, bExponent: 2, rExponent: -1).exactExponent == -1)
    #expect(ReadingFactors(m: 1, linearization: 10).exactExponent == nil)
  }

  @Test func theRangeFollowsTheSignAndTheSlope() {
    #expect(ReadingFactors(m: 1, b: -40).range == -40...215)
    #expect(ReadingFactors(m: 1, format: .twosComplement).range == -128...127)
    #expect(ReadingFactors(m: -2, format: .onesComplement).range == -254...254)
    #expect(ReadingFactors(m: 1, b: 5, bExponent: 1, rExponent: -2).range == 0.5...3.05)
  }
}
