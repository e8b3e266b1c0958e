import Chips
import Drivers
import LanternTesting
import Model
import Synchronization
import Testing

@Suite struct TrafficTests {
  private static let lines = [
    "12.345678 i2c-6 0x49 write 00 read 2 = 19 00",
    "12.345901 i2c-6 0x58 read-word 8d checked = 10 e8",
    "12.346120 i2c-6 0x50 write 00 read 8 ! no-acknowledge",
    "12.300000 i2c-6 functions plain words read-block",
    "0.000001 i2c-12 0x08 receive = ff",
    "0.000001 i2c-12 0x08 send 03 =",
    "0.000001 i2c-12 0x08 write-byte 30 ff = ",
    "0.000001 i2c-12 0x08 read-bytes 00 32 ! errno-5",
    "0.000001 i2c-12 0x08 process-block d0 01 02 = 03",
  ]

  @Test(arguments: lines)
  func aLineIsReadAsItWasWritten(text: String) throws {
    let line = try #require(TrafficLine(text[...]))
    #expect(line.text.split(separator: " ") == text.split(separator: " "))
    #expect(TrafficLine(line.text[...]) == line)
  }

  @Test(arguments: [
    "", "i2c-6 0x49 write 00 read 2 = 19 00", "1.5 i2c-6 0x49 write 00 = ", "1.500000 i2c-6 0x49 write 0 = ",
    "1.500000 i2c-6 0x49 write 00 read 2", "1.500000 i2c-6 0x49 jump 00 = 1", "1.500000 i2c-6 0x49 write 00 ! sadly",
    "1.500000 i2c-6 functions flight", "-1.500000 i2c-6 0x49 send 01 =", "1.500000 i2c-6 0x149 send 01 =",
  ])
  func whatIsNoLineIsRefused(text: String) { #expect(TrafficLine(text[...]) == nil) }

  /// A board that is read twice; at the second time one of its chips fails.
  private func recorded() -> String {
    let lines = LineKeeper()
    let bench = board(recording: TrafficLog(time: FakeClock(), write: lines.add))
    bench.bus[0x48] = FakeChip([0: [0x19, 0x80]])
    bench.bus[0x49] = FakeChip([0: [0x1A, 0x00]])
    bench.scan()
    bench.bus.fail(with: .noAcknowledge)
    bench.scan()
    return lines.text
  }

  private func board(recording log: TrafficLog? = nil) -> BusBench {
    BusBench(recording: log) { plan in
      plan.chips = [
        BusBench.planned("a", "tmp75", at: 0x48, reading: ["temp"]),
        BusBench.planned("b", "tmp75", at: 0x49, reading: ["temp"]),
      ]
    }
  }

  @Test func everyExchangeOfABoardIsRecorded() {
    let words = recorded().split(separator: "\n").map { $0.split(separator: " ").dropFirst().joined(separator: " ") }
    #expect(
      words == [
        "i2c-6 functions plain words read-block read-bytes process-block checks",
        "i2c-6 0x48 write 00 read 2 = 19 80", "i2c-6 0x49 write 00 read 2 = 1a 00",
        "i2c-6 0x48 write 00 read 2 ! no-acknowledge", "i2c-6 0x49 write 00 read 2 = 1a 00",
      ])
  }

  @Test func aBoardOnARecordingSaysWhatItSaid() {
    let bench = board()
    bench.source.replay(recorded())
    bench.scan()
    #expect(bench.told.value("a-temp") == 25.5)
    #expect(bench.told.value("b-temp") == 26)
    bench.scan()
    #expect(bench.told.value("a-temp") == nil)
    #expect(bench.told.trouble == "chip-missing")
    // At the end everything stays as it was.
    for _ in 0..<5 { bench.scan() }
    #expect(bench.told.value("b-temp") == 26)
    #expect(bench.told.trouble == "chip-missing")
    #expect(bench.bus.trace == [])
  }

  @Test func aBusThatWasNotRecordedIsNotThere() {
    let bench = board()
    bench.source.replay("0.000000 i2c-7 functions plain\n")
    bench.scan()
    #expect(bench.told.trouble == "no-adapter")
  }

  @Test func anExactReplayEndsWhereTheRecordingDoes() throws {
    let replay = try TrafficReplay(recorded(), bus: "i2c-6")
    let question = I2CMessage.plain(address: 0x48, write: [0], read: 2)
    #expect(try replay.perform(question) == [0x19, 0x80])
    #expect(throws: I2CError.noAcknowledge) { try replay.perform(question) }
    #expect(replay.rest == 2 && replay.complaint == nil)
    #expect(throws: I2CError.malformed) { try replay.perform(question) }
    #expect(replay.complaint?.hasPrefix("i2c-6: the recording has nothing more for the address 0x48.") == true)
  }

  @Test func anExactReplayTakesNothingElse() throws {
    let replay = try TrafficReplay(recorded(), bus: "i2c-6")
    #expect(throws: I2CError.malformed) { try replay.perform(.plain(address: 0x48, write: [1], read: 2)) }
    #expect(replay.complaint?.contains("Asked was: `0x48 write 01 read 2`") == true)
    #expect(replay.rest == 4)
    #expect(try replay.perform(.plain(address: 0x48, write: [0], read: 2)) == [0x19, 0x80])
  }

  @Test func aDamagedRecordingNamesItsLine() {
    #expect(throws: TrafficReplay.Problem(sentence: "Line 2 of the recording is none of an exchange: what?")) {
      _ = try TrafficReplay("0.000000 i2c-6 functions plain\nwhat?\n", bus: "i2c-6")
    }
  }

  @Test func aRecordingHasAnEnd() {
    let lines = LineKeeper()
    let bench = board(recording: TrafficLog(time: FakeClock(), room: 200, write: lines.add))
    for _ in 0..<50 { bench.scan() }
    #expect(lines.text.utf8.count < 300)
    #expect(lines.text.hasSuffix("# The recording is full.\n"))
  }
}

private final class LineKeeper: Sendable {
  private let kept = Mutex("")
  var text: String { kept.withLock { $0 } }
  @Sendable func add(_ line: String) { kept.withLock { $0 += line } }
}
