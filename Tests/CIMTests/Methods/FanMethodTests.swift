import CIM
import Model
import Testing

/// CIM_Fan.SetSpeed, and what a fan says of who controls it.
struct FanMethodTests {
  let view = Shipped.plain.view
  let board = SampleBoard()

  private var fan: Instance { view.one("CIM_Fan", [:], board)! }
  private let speed = [(name: "DesiredSpeed", value: ArgumentValue.text("3000"))]

  @Test func aSpeedIsACommand() {
    #expect(view.call("SetSpeed", speed, on: fan, board) == .gives(.setFanSpeed(fan: "fan1", rpm: 3000)))
    #expect(
      view.call("SetSpeed", [("DesiredSpeed", .text("18446744073709551615"))], on: fan, board)
        == .gives(.setFanSpeed(fan: "fan1", rpm: .max)))
  }

  @Test func withoutASpeedThereIsNothingToSet() {
    #expect(view.call("SetSpeed", on: fan, board) == .returns(3))
  }

  @Test(arguments: [
    (CommandOutcome.accepted, UInt32(0)), (.alreadySatisfied, 0), (.unsupported, 1),
    (.refused("The fan fan1 can be told speeds from 1600 to 8000 rpm."), 3), (.failed("stopping"), 4), (.notFound, 4),
    (.busy, 5),
  ])
  func outcomesAreTheReturnValuesOfTheMOF(outcome: CommandOutcome, value: UInt32) throws {
    let completion = try view.completion("SetSpeed", speed, on: fan, board, outcome: outcome)
    #expect(completion?.returnValue == value)
  }

  @Test func hardwareThatDoesNotAnswerIsNoReturnValue() throws {
    guard case .unreachable = try view.completion("SetSpeed", speed, on: fan, board, outcome: .unreachable("no bus"))
    else {
      Issue.record("a return value")
      return
    }
  }

  @Test func aFanThatOnlyTheHardwareControlsHasNoModes() throws {
    var plain = SampleBoard.fan
    (plain.mode, plain.desiredSpeed) = (nil, nil)
    let fan = try #require(view.one("CIM_Fan", [:], SampleBoard([.system(SampleBoard.system), .fan(plain)])))
    #expect(fan["ControlMode"] == nil && fan["ControlModesSupported"] == nil && fan["DesiredSpeed"] == nil)
  }

  @Test(arguments: zip(RedundancyStatus.allCases, [UInt64(0), 2, 3, 4, 5]))
  func aRedundancySetHasTheStatusOfTheMOF(status: RedundancyStatus, value: UInt64) throws {
    var set = SampleBoard.redundancy
    set.status = status
    let found = try #require(
      view.one("CIM_RedundancySet", [:], SampleBoard([.system(SampleBoard.system), .redundancy(set)])))
    #expect(found["RedundancyStatus"] == .unsigned(value))
    #expect(found["MinNumberNeeded"] == .unsigned(1) && found["MaxNumberSupported"] == .unsigned(2))
  }
}
