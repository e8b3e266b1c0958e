import Chips
import Testing

@testable import Drivers

@Suite("What the guardian is told and keeps")
struct GuardianBookTests {
  private static let acts: [LastAct] = [
    .releaseLine(device: "/dev/gpiochip0", line: 12, flags: 0x0a),
    .writeFile(path: "/sys/class/hwmon/hwmon3/pwm1", bytes: Array("255".utf8)),
    .i2c(
      device: "/dev/i2c-6",
      exchanges: [
        .plain(address: 0x70, write: [0x04], read: 0),
        .smbus(address: 0x2c, .writeByte(0x30, 0xff), checked: true),
        .smbus(address: 0x2c, .writeWord(0x30, 0xff, 0x80), checked: false),
        .smbus(address: 0x2c, .writeBlock(0x30, [1, 2, 3]), checked: false),
        .smbus(address: 0x2c, .send(7), checked: false),
      ]),
  ]

  @Test("every act is read as it was written", arguments: acts)
  func roundTrip(act: LastAct) {
    let message = GuardianMessage.keep(number: 0x0102_0304, key: "fan:1", act)
    #expect(GuardianMessage(message.bytes) == message)
    #expect(GuardianMessage(GuardianMessage.forget(key: "fan:1").bytes) == .forget(key: "fan:1"))
  }

  @Test("what is cut short, or too long, is not a message", arguments: acts)
  func damaged(act: LastAct) {
    let bytes = GuardianMessage.keep(number: 1, key: "k", act).bytes
    for count in 0..<bytes.count { #expect(GuardianMessage(Array(bytes.prefix(count))) == nil) }
    #expect(GuardianMessage(bytes + [0]) == nil)
  }

  @Test("an operation that reads is none")
  func reading() {
    let act = LastAct.i2c(device: "/dev/i2c-6", exchanges: [.smbus(address: 0x2c, .readByte(1), checked: false)])
    #expect(GuardianMessage(GuardianMessage.keep(number: 1, key: "k", act).bytes) == nil)
  }

  @Test("of one key the newest act counts, until it is forgotten")
  func replaces() {
    var book = GuardianBook()
    #expect(keep(&book, 1, "a", Self.acts[0]) == [1, 0, 0, 0, 1])
    #expect(keep(&book, 0x201, "a", Self.acts[1]) == [1, 2, 0, 0, 1])
    #expect(book.remaining == [Self.acts[1]])
    #expect(book.take(GuardianMessage.forget(key: "a").bytes) == nil)
    #expect(book.remaining == [])
  }

  @Test("lines come before files, and files before buses, which may hang")
  func order() {
    var book = GuardianBook()
    for (place, act) in Self.acts.reversed().enumerated() { _ = keep(&book, UInt32(place), "\(place)", act) }
    #expect(book.remaining == Self.acts)
  }

  @Test("what does not fit is refused, and what is there can still be replaced")
  func bound() {
    var book = GuardianBook()
    for place in 0..<GuardianBook.limit { _ = keep(&book, 0, "\(place)", Self.acts[0]) }
    #expect(keep(&book, 5, "one more", Self.acts[0]) == [5, 0, 0, 0, 0])
    #expect(keep(&book, 6, "7", Self.acts[1]) == [6, 0, 0, 0, 1])
    #expect(book.take([9]) == nil)
  }

  private func keep(_ book: inout GuardianBook, _ number: UInt32, _ key: String, _ act: LastAct) -> [UInt8]? {
    book.take(GuardianMessage.keep(number: number, key: key, act).bytes)
  }
}
