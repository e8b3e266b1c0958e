import Engine
import Model
import TestSupport
import Testing

/// Changed thresholds in the state directory.
struct ThresholdFileTests {
  private let directory = TemporaryDirectory()

  private func file() throws -> ThresholdFile { try ThresholdFile(stateDirectory: directory.path) }

  private static var settings: ThresholdSettings {
    var settings = ThresholdSettings()
    settings["psu1.vin"] = [.fatalLow: .at(-0.25), .criticalHigh: .off]
    settings["inlet"] = [.warningHigh: .at(41.5)]
    return settings
  }

  @Test func withoutAFileNothingIsChanged() throws {
    let (settings, problem) = try file().load()
    #expect(settings == ThresholdSettings() && problem == nil)
  }

  @Test func whatIsKeptIsReadAgain() throws {
    try file().keep(Self.settings)
    #expect(
      directory.text(of: "thresholds") == """
        # Thresholds that were changed by commands. lanternd writes this file; edit it while it is stopped.
        inlet warning-high=41.5
        psu1.vin critical-high=off fatal-low=-0.25

        """)
    #expect(directory.mode(of: "thresholds") == 0o600)
    let (settings, problem) = try file().load()
    #expect(settings == Self.settings && problem == nil)
    try file().keep(ThresholdSettings())
    #expect(try file().load().settings == ThresholdSettings())
    #expect(directory.names == ["lock", "thresholds"], "nothing is left over")
  }

  @Test(arguments: [
    "inlet", "inlet warning-high", "inlet warning-high=", "inlet warning-high=hot", "inlet warning-high=nan",
    "inlet warning-high=inf", "inlet warm=1", "inlet warning-high=1 warning-high=2", "inlet=1",
    "other warning-low=1\nother warning-low=2", "\u{FFFD} \u{0}",
  ])
  func aBrokenFileIsReportedAndSetAside(_ text: String) throws {
    let line = text.split(separator: "\n").count + 1
    directory.write("ok warning-low=1\n\(text)\n", to: "thresholds")
    let (settings, problem) = try file().load()
    #expect(settings == ThresholdSettings())
    #expect(
      problem == "\(directory.path)/thresholds:\(line): this line cannot be understood; the file is now "
        + "\(directory.path)/thresholds.broken. The thresholds of the board file are in force.")
    #expect(directory.names == ["thresholds.broken"])
    #expect(try file().load().problem == nil, "it is said once")
  }

  @Test func aFileThatCannotBeReadIsReported() throws {
    directory.write(String(repeating: "# much too long\n", count: 5000), to: "thresholds")
    let (settings, problem) = try file().load()
    #expect(settings == ThresholdSettings())
    #expect(
      problem == "Cannot read \(directory.path)/thresholds: it is larger than 65536 bytes. "
        + "The thresholds of the board file are in force.")
    #expect(directory.names == ["thresholds"])
  }

  @Test func moreThanCanBeReadAgainIsNotWritten() throws {
    try file().keep(Self.settings)
    var many = ThresholdSettings()
    for number in 0..<4000 { many["a-sensor-of-many-\(number)"] = [.warningHigh: .at(1)] }
    #expect(throws: StateFailure.self) { try file().keep(many) }
    #expect(try file().load().settings == Self.settings)
  }

  @Test func aDirectoryThatCannotBeMadeIsAFailure() {
    #expect(throws: StateFailure.self) { try ThresholdFile(stateDirectory: "/nonexistent/lantern") }
  }
}
