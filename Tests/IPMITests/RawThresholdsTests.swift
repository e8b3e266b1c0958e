import IPMI
import IPMIWire
import Testing

@Suite struct RawThresholdsTests {
  private let volts = ReadingFactors(m: 17, bExponent: 0, rExponent: -3)

  @Test func limitsBecomeTheNearestRawBytes() {
    var wanted = ThresholdValues()
    wanted.lowerCritical = 3.0
    wanted.upperNonRecoverable = 3.6
    let raw = RawThresholds(nearest: wanted) { volts.value($0) }
    #expect(raw.mask == 0b100010)
    #expect(raw.values == [0, 176, 0, 0, 0, 212])
  }

  @Test func limitsBeyondTheRangeBecomeItsEnds() {
    var wanted = ThresholdValues()
    wanted.lowerNonCritical = -5
    wanted.upperCritical = 500
    let raw = RawThresholds(nearest: wanted) { volts.value($0) }
    #expect(raw.values[0] == 0 && raw.values[4] == 255)
  }

  @Test func signedAndFallingConversionsGoBothWays() {
    for factors in [
      ReadingFactors(m: -2, b: 100, format: .twosComplement), ReadingFactors(m: 1, format: .onesComplement),
      ReadingFactors(m: 1, linearization: 7), ReadingFactors(m: 3, rExponent: -1, linearization: 10),
    ] {
      for raw in [UInt8](1...255) {
        guard let value = factors.value(raw) else { continue }
        var wanted = ThresholdValues()
        wanted.upperCritical = value
        let found = RawThresholds(nearest: wanted) { factors.value($0) }
        #expect(factors.value(found.values[4]) == value)
      }
    }
  }

  @Test func theAnswerOfAControllerConvertsBack() throws {
    let raw = try #require(RawThresholds(answer: [0b1001, 10, 0, 0, 20, 0, 0]))
    let values = raw.converted { Double($0) * 2 }
    #expect(values.lowerNonCritical == 20 && values.upperNonCritical == 40 && values.lowerCritical == nil)
    #expect(RawThresholds(answer: [0x3f, 1, 2, 3]) == nil)
  }
}
