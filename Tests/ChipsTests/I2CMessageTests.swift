import Chips
import Testing

@Suite struct I2CMessageTests {
  @Test func everyExchangeKnowsWhomItIsWith() {
    #expect(I2CMessage.plain(address: 0x48, write: [0], read: 2).address == 0x48)
    #expect(I2CMessage.smbus(address: 0x2F, .receive, checked: true).address == 0x2F)
  }
}
