import IPMI
import IPMIWire
import Testing

@Suite struct SensorFactorsTests {
  @Test func factorsOfOneRawByteAreTenAndFourBitsWithSign() {
    // M = -2, B = 300, B exponent -1, R exponent -3.
    let data: [UInt8] = [0xff, 0xfe, 0xc0, 0x2c, 0x40, 0, 0xdf]
    #expect(
      SensorFactors.parse(data, format: .unsigned) == ReadingFactors(m: -2, b: 300, bExponent: -1, rExponent: -3))
  }

  @Test func tooLittleIsNone() { #expect(SensorFactors.parse([0, 1, 0, 0, 0, 0], format: .unsigned) == nil) }
}
