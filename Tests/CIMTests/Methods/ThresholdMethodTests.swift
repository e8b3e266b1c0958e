import CIM
import Model
import Testing

/// CIM_NumericSensor.RestoreDefaultThresholds.
struct ThresholdMethodTests {
  let view = Shipped.plain.view
  let board = SampleBoard()

  private var inlet: Instance { view.one("CIM_NumericSensor", ["DeviceID": "inlet"], board)! }

  @Test func restoringIsACommand() {
    #expect(
      view.call("RestoreDefaultThresholds", on: inlet, board) == .gives(.restoreThresholds(sensor: "inlet")))
  }

  @Test(arguments: [
    (CommandOutcome.accepted, UInt32(0)), (.alreadySatisfied, 0), (.unsupported, 1), (.notFound, 2), (.busy, 2),
    (.failed("disk full"), 2),
  ])
  func outcomesAreReturnValues(outcome: CommandOutcome, value: UInt32) throws {
    let completion = try view.completion("RestoreDefaultThresholds", on: inlet, board, outcome: outcome)
    #expect(completion?.returnValue == value)
  }

  @Test func denialIsNoReturnValue() throws {
    guard case .denied = try view.completion("RestoreDefaultThresholds", on: inlet, board, outcome: .denied) else {
      Issue.record("a return value")
      return
    }
  }

  @Test func theVerbServesNothingElse() {
    let directory = DataDirectory(
      """
      profile: Test
      organization: Acme
      version: 1.0.0
      central: CIM_Fan
      classes:
        - class: CIM_Fan
          for: fan
          keys: { SystemCreationClassName: X, SystemName: "{system}", DeviceID: "{id}" }
          properties: { ElementName: .name }
          methods: { RequestStateChange: sensor.restore-thresholds }
      """)
    #expect(
      directory.load().said == [
        "test.yaml:10:36: error: 'sensor.restore-thresholds' serves RestoreDefaultThresholds only."
      ])
  }
}
