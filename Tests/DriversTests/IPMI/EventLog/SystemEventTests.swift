import IPMIWire
import Model
import Testing

@testable import Drivers

@Suite struct SystemEventTests {
  /// A system event record: id 0102h, 2026-11-23 08:00:00 UTC, generator 20h.
  private func record(
    type: UInt8, sensor: UInt8 = 4, readingType: UInt8, isAssertion: Bool = true, _ data: [UInt8],
    time: UInt32 = 1_795_420_800
  ) -> LogRecord {
    let stamp = (0..<4).map { UInt8(truncatingIfNeeded: time >> (8 * UInt32($0))) }
    let event = readingType | (isAssertion ? 0 : 0x80)
    return LogRecord(bytes: [0x02, 0x01, 0x02] + stamp + [0x20, 0, 0x04, type, sensor, event] + data)!
  }

  private let subjects: [EventAddress: EventSubject] = {
    let record = SensorRecord(
      key: SensorKey(owner: 0x20, lun: 0, number: 4), name: "CPU1 Temp", entityID: 3, entityInstance: 1, sensorType: 1,
      eventReadingType: 1, units: UnitCodes(base: 1), factors: ReadingFactors(m: 1, format: .twosComplement))
    let subject = EventSubject(
      id: "20.0.4", name: record.name, factors: record.factors, scale: SensorScale(record))
    return [EventAddress(record.key): subject]
  }()

  private func entry(_ record: LogRecord) -> LogEntry {
    record.entry(log: "SEL", system: System.onlyID, subjects: subjects)
  }

  @Test func aCrossedThresholdIsASentenceWithBothValues() {
    let entry = entry(record(type: 1, readingType: 1, [0x59, 91, 90]))
    #expect(entry.message == "CPU1 Temp: Upper Critical going high, reading 91 celsius, threshold 90 celsius.")
    #expect(entry.severity == .critical && entry.sensor == "20.0.4")
    #expect(entry.id == "SEL.258" && entry.record == 258 && entry.time == WallTime(secondsSince1970: 1_795_420_800))
  }

  @Test func whatIsOverIsInformation() {
    let entry = entry(record(type: 1, readingType: 1, isAssertion: false, [0x59, 88, 90]))
    #expect(
      entry.message == "CPU1 Temp: Upper Critical going high no longer, reading 88 celsius, threshold 90 celsius.")
    #expect(entry.severity == .information)
  }

  @Test func valuesThatTheEventDoesNotCarryAreLeftOut() {
    #expect(entry(record(type: 1, readingType: 1, [0x02, 91, 90])).message == "CPU1 Temp: Lower Critical going low.")
    #expect(entry(record(type: 1, readingType: 1, [0x42, 0xfb, 90])).message.hasSuffix(", reading -5 celsius."))
    #expect(entry(record(type: 1, readingType: 1, [0x52, 0xff, 0xff])).message.hasSuffix("going low."))
  }

  @Test func aStateOfADiscreteSensorHasItsName() {
    let entry = entry(record(type: 8, sensor: 99, readingType: 0x6f, [0x03, 0xff, 0xff]))
    #expect(entry.message == "Power Supply sensor 99: Input Lost.")
    #expect(entry.severity == .critical && entry.sensor == nil)
  }

  @Test func vendorsEventsShowTheirBytes() {
    let entry = entry(record(type: 0xc7, sensor: 9, readingType: 0x71, [0xa2, 0x0b, 0xcd]))
    #expect(entry.message == "OEM 0xC7 sensor 9: State 2, data 0B CD.")
  }

  @Test func theRecordIsThereAsItIsInTheLog() {
    let entry = entry(record(type: 1, readingType: 1, [0x59, 91, 90], time: 0x0102_0304 | 0x4000_0000))
    #expect(entry.data == "*20.0.4*2 1*2*4 3 2 65*32 0*4*1*4*true*1*89*91*90*0*")
  }

  @Test(arguments: [0xffff_ffff, 0, 0x1fff_ffff, 0x2000_0000] as [UInt32])
  func aClockThatWasNotSetGivesNoTime(seconds: UInt32) {
    #expect(entry(record(type: 1, readingType: 1, [0x59, 91, 90], time: seconds)).time == nil)
  }

  @Test func vendorsRecordsShowTheirBytes() {
    let timed = LogRecord(bytes: [1, 0, 0xc0, 0, 0, 0, 0x6b] + [UInt8](1...9))!
    #expect(entry(timed).message == "Vendor's record of type C0: 01 02 03 04 05 06 07 08 09.")
    #expect(entry(timed).time != nil && entry(timed).data == nil)
    let untimed = LogRecord(bytes: [1, 0, 0xe0] + [UInt8](1...13))!
    #expect(entry(untimed).message.hasPrefix("Vendor's record of type E0: 01 02 03"))
    #expect(entry(untimed).time == nil)
  }

  @Test func anyRecordIsASentence() {
    for type in UInt8.min...UInt8.max {
      for readingType: UInt8 in [0, 1, 2, 0x0b, 0x0c, 0x0d, 0x6f, 0x70, 0x7f] {
        for offset in UInt8.min...UInt8.max {
          #expect(entry(record(type: type, readingType: readingType, [offset, 0, 0])).message.hasSuffix("."))
        }
      }
    }
  }
}
