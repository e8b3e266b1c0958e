import RMCP
import Testing

/// The datagrams of DSP0136 2.0, byte for byte.
struct PresenceTests {
  private static let ping: [UInt8] = [0x06, 0x00, 0xFF, 0x06, 0x00, 0x00, 0x11, 0xBE, 0x80, 0x2A, 0x00, 0x00]
  private static let pong: [UInt8] =
    [0x06, 0x00, 0xFF, 0x06, 0x00, 0x00, 0x11, 0xBE, 0x40, 0x2A, 0x00, 0x10]
    + [0x00, 0x00, 0x11, 0xBE, 0x00, 0x00, 0x00, 0x00, 0x01, 0x20, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00]

  /// The ping with one byte changed.
  private static func ping(_ place: Int, _ byte: UInt8) -> [UInt8] {
    var bytes = ping
    bytes[place] = byte
    return bytes
  }

  @Test func aPingIsAnsweredByAPongThatSaysDASH() {
    #expect(PresenceService.answers(to: Self.ping) == [Self.pong])
  }

  @Test(arguments: [0x00, 0x7F, 0xFE] as [UInt8])
  func theAnswerHasThePingsTag(tag: UInt8) {
    #expect(PresenceService.answers(to: Self.ping(9, tag)).map { $0[9] } == [tag])
  }

  @Test func whoeverNumbersItsPingIsToldFirstThatItArrived() {
    #expect(PresenceService.answers(to: Self.ping(2, 0x05)) == [[0x06, 0x00, 0x05, 0x86], Self.pong])
  }

  @Test func whoeverWantsNoAnswerGetsNone() {
    #expect(PresenceService.answers(to: Self.ping(9, 0xFF)) == [])
  }

  /// A reset, a power down, a request for capabilities: they arrived, and that is all.
  @Test(arguments: [0x10, 0x12, 0x81, 0x82] as [UInt8])
  func otherMessagesAreAcknowledgedAndNothingElse(type: UInt8) {
    var message = Self.ping(8, type)
    #expect(PresenceService.answers(to: message) == [])
    message[2] = 0x07
    #expect(PresenceService.answers(to: message) == [[0x06, 0x00, 0x07, 0x86]])
  }

  /// Two that answer each other's answers would never end.
  @Test func answersAreNotAnswered() {
    #expect(PresenceService.answers(to: Self.pong) == [])
    #expect(PresenceService.answers(to: [0x06, 0x00, 0x05, 0x86]) == [])
    var acknowledged = Self.ping(3, 0x86)
    acknowledged[2] = 5
    #expect(PresenceService.answers(to: acknowledged) == [])
  }

  private static let malformed: [String: [UInt8]] = [
    "nothing": [],
    "one byte": [0x06],
    "a header only": [0x06, 0x00, 0xFF, 0x06],
    "one byte too few": Array(ping.dropLast()),
    "one byte too many": ping + [0],
    "another version": ping(0, 0x05),
    "the class of IPMI": ping(3, 0x07),
    "another enterprise": ping(7, 0xBF),
    "data that is not there": ping(11, 0x01),
    "a ping with data": ping(11, 0x01) + [0],
    "a session header of RSP": [0, 0, 0, 0, 0, 0, 0, 0] + ping,
    "text": Array("GET / HTTP/1.1".utf8),
  ]

  @Test(arguments: malformed)
  func whatIsNoPingIsNotAnswered(what: String, datagram: [UInt8]) {
    #expect(PresenceService.answers(to: datagram) == [])
  }

  @Test func reservedBytesAreNotLookedAt() {
    #expect(PresenceService.answers(to: Self.ping(1, 0x99)) == [Self.pong])
    #expect(PresenceService.answers(to: Self.ping(10, 0x99)) == [Self.pong])
  }

  @Test func answersAreAtMostThirtyTwoBytes() {
    for place in 0..<12 {
      for byte in 0...UInt8.max {
        #expect(PresenceService.answers(to: Self.ping(place, byte)).joined().count <= 32)
      }
    }
  }

  // MARK: The other side

  @Test func aPingIsWrittenAsTheStandardSays() {
    #expect(PresencePing(tag: 0x2A).datagram == Self.ping)
  }

  @Test func aPongIsRead() {
    #expect(PresencePong(Self.pong) == PresencePong(tag: 0x2A, interactions: .dash))
  }

  @Test func aPongOfABMCSaysIPMI() {
    var pong = Self.pong
    (pong[20], pong[21]) = (0x81, 0x00)
    #expect(PresencePong(pong)?.entities == [.ipmi, .asf1])
    #expect(PresencePong(pong)?.interactions == [])
  }

  @Test(arguments: [[], ping, Array(pong.dropLast()), pong + [0]] as [[UInt8]])
  func whatIsNoPong(datagram: [UInt8]) {
    #expect(PresencePong(datagram) == nil)
  }
}
