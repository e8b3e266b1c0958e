import CIM
import Model
import Testing

/// `write` and `delete` in profiles: what can be bound, and where a mistake is shown.
struct WriteBindingTests {
  /// What is said of a profile with this line of properties, which is line 13.
  private func said(_ property: String, class name: String = "CIM_NumericSensor", delete: String? = nil) -> [String] {
    let directory = DataDirectory(
      """
      profile: Test
      organization: Acme
      version: 1.0.0
      central: CIM_Sensor
      maps:
        both: { true: "5", false: "6" }
        same: { true: "5", false: "5" }
      classes:
        - class: \(name)
          for: sensor
          keys: { SystemCreationClassName: X, SystemName: "{system}", DeviceID: "{id}" }
          properties:
            \(property)
          \(delete.map { "delete: \($0)" } ?? "")
      """)
    return directory.load().said
  }

  @Test func aLimitIsWritableThroughEachConversionThatGoesBothWays() {
    for converter in ["scaled", "milli", "rounded"] {
      #expect(
        said("LowerThresholdFatal: { of: .fatal.low, as: \(converter), write: sensor.thresholds }") == [],
        "\(converter)")
    }
  }

  @Test(arguments: [
    (
      "LowerThresholdFatal: { of: .fatal.low, as: scaled, write: sensor.threshold }",
      "13:65: error: there is no write verb 'sensor.threshold'. Did you mean 'sensor.thresholds'?"
    ),
    (
      "CurrentReading: { of: .reading, as: scaled, write: sensor.thresholds }",
      "13:58: error: the schema does not let CIM_NumericSensor.CurrentReading be written; "
        + "where a profile's specification does, say 'modify'."
    ),
    (
      "LowerThresholdFatal: { of: .nominal, as: scaled, write: sensor.thresholds }",
      "13:63: error: 'sensor.thresholds' writes the limits of sensors only."
    ),
    (
      "LowerThresholdFatal: { is: 5, write: sensor.thresholds }",
      "13:44: error: CIM_NumericSensor.LowerThresholdFatal cannot be written: there is no way back from its value to "
        + "one field of the object."
    ),
    (
      "LowerThresholdFatal: { of: .fatal.low, as: scaled, absent: 0, write: sensor.thresholds }",
      "13:76: error: CIM_NumericSensor.LowerThresholdFatal cannot be written: there is no way back from its value to "
        + "one field of the object."
    ),
    (
      "LowerThresholdFatal: { of: .fatal.low, as: scaled, present-if: .name, write: sensor.thresholds }",
      "13:84: error: CIM_NumericSensor.LowerThresholdFatal cannot be written: there is no way back from its value to "
        + "one field of the object."
    ),
    (
      "LowerThresholdFatal: { map: same, of: .numeric, write: sensor.thresholds }",
      "13:62: error: CIM_NumericSensor.LowerThresholdFatal cannot be written: there is no way back from its value to "
        + "one field of the object."
    ),
    (
      "LowerThresholdFatal: { map: both, of: .numeric, write: sensor.thresholds }",
      "13:62: error: 'sensor.thresholds' writes the limits of sensors only."
    ),
  ])
  func whatCannotBeWrittenIsReportedAtItsPlace(property: String, message: String) {
    #expect(said(property) == ["test.yaml:" + message])
  }

  @Test func onlyJobsAreDeletedAsJobs() {
    #expect(
      said("ElementName: .name", delete: "job.delete") == [
        "test.yaml:14:13: error: 'job.delete' needs a class 'for: job'."
      ])
    #expect(
      said("ElementName: .name", delete: "job.delet") == [
        "test.yaml:14:13: error: there is no delete verb 'job.delet'. Did you mean 'job.delete'?"
      ])
  }
}
