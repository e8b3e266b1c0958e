import IPMI
import IPMIWire
import Testing

@Suite struct SensorAnswerTests {
  @Test func aReadingHasItsFlagsAndStates() throws {
    let answer = try #require(SensorAnswer([0x5a, 0xc0, 0x38]))
    #expect(answer.raw == 0x5a && answer.isScanned && !answer.isUnavailable && answer.states == 0x38)
  }

  @Test func aDiscreteSensorHasFifteenStates() throws {
    #expect(try #require(SensorAnswer([0, 0x40, 0x81, 0xff])).states == 0x7f81)
  }

  @Test func aSensorWithoutStatesMaySayNothingOfThem() throws {
    #expect(try #require(SensorAnswer([1, 0x40])).states == 0)
    #expect(SensorAnswer([1]) == nil)
  }

  @Test func flagsSayWhyThereIsNoReading() throws {
    #expect(try #require(SensorAnswer([0, 0x00, 0])).isScanned == false)
    #expect(try #require(SensorAnswer([0, 0x60, 0])).isUnavailable)
  }

  @Test(arguments: [0xcb, 0xcd, 0xd5, 0x83]) func aRefusalThatSaysThatThereIsNothingIsNoFailure(code: UInt8) {
    #expect(SensorAnswer.status(ofRefusal: code) == .unavailable)
  }

  @Test(arguments: [0xc0, 0xc3, 0xff]) func otherRefusalsAre(code: UInt8) {
    #expect(SensorAnswer.status(ofRefusal: code) == .failed)
  }
}
