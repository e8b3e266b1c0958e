import IPMIWire
import Testing

@Suite struct BackOffTests {
  @Test func pausesDoubleUpToHalfAMinute() {
    var backOff = BackOff()
    for expected in [1.0, 2, 4, 8, 16, 30, 30, 30] {
      let pause = backOff.next()
      #expect(pause >= .seconds(expected * 0.79) && pause <= .seconds(expected * 1.21))
    }
    backOff.reset()
    #expect(backOff.next() <= .seconds(1.21))
  }
}
