import CIM
import Model
import Testing

/// CIM_RecordLog.ClearLog.
struct LogMethodTests {
  let view = Shipped.plain.view
  let board = SampleBoard()

  private var log: Instance { view.one("CIM_RecordLog", [:], board)! }

  @Test func clearingIsACommand() {
    #expect(view.call("ClearLog", on: log, board) == .gives(.clearLog(id: "sel")))
  }

  @Test(arguments: [
    (CommandOutcome.accepted, UInt32(0)), (.unsupported, 1), (.notFound, 2), (.busy, 4), (.failed("D5h"), 4),
  ])
  func outcomesAreReturnValues(outcome: CommandOutcome, value: UInt32) throws {
    #expect(try view.completion("ClearLog", on: log, board, outcome: outcome)?.returnValue == value)
  }

  @Test func denialAndADeadWayToTheHardwareAreNoReturnValues() throws {
    for outcome in [CommandOutcome.denied, .unreachable("no session"), .timedOut("no answer")] {
      let completion = try view.completion("ClearLog", on: log, board, outcome: outcome)
      #expect(completion != nil)
      #expect(completion?.returnValue == nil, "\(outcome)")
    }
  }

  @Test func itsStateIsNotForClientsToChange() {
    #expect(view.call("RequestStateChange", [("RequestedState", .text("3"))], on: log, board) == .returns(1))
  }

  @Test func anEntryWithoutItsRecordHasNoFormatEither() throws {
    var entry = SampleBoard.entry
    #expect(view.one("CIM_LogEntry", [:], board)?["RecordFormat"] != nil)
    entry.data = nil
    let bare = SampleBoard([.system(SampleBoard.system), .log(SampleBoard.log), .entry(entry)])
    let instance = try #require(view.one("CIM_LogEntry", [:], bare))
    #expect(instance["RecordFormat"] == nil)
    #expect(instance["RecordData"] == nil)
  }

  @Test func theFormatHasOneNameForEachPartOfTheData() throws {
    let entry = try #require(view.one("CIM_LogEntry", [:], board))
    guard case .string(let format) = entry["RecordFormat"] else {
      Issue.record("no format")
      return
    }
    // DSP1010's form of a record of IPMI 2.0 section 32.1: 13 parts and the manufacturer of an OEM record.
    #expect(format.hasPrefix("*string CIM_Sensor.DeviceID*uint8[2] IPMI_RecordID*uint8 IPMI_RecordType*uint8[4] "))
    #expect(format.split(separator: "*").count == 14)
    #expect(format.split(separator: "*").last == "uint32 IANA")
  }
}
