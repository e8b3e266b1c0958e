import Testing

@testable import Agent

@Suite struct OptionsTests {
  @Test func boardAndStateDirectoryMakeARun() throws {
    let request = try Options.parse(["--board", "b.yaml", "--state-dir", "/s"])
    var expected = Options()
    expected.board = "b.yaml"
    expected.stateDirectory = "/s"
    #expect(request == .run(expected))
  }

  @Test func listenMayBeRepeatedAndValuesMayBeAttached() throws {
    let request = try Options.parse([
      "--board=b", "--state-dir=/s", "--listen=http://[::1]:1", "--listen", "http://127.0.0.1:2", "--config=c",
      "--data-dir", "d",
    ])
    guard case .run(let options) = request else { throw Options.UsageError(description: "not a run") }
    #expect(options.listen == ["http://[::1]:1", "http://127.0.0.1:2"])
    #expect(options.configuration == "c")
    #expect(options.dataDirectory == "d")
  }

  @Test(arguments: [
    (["--state-dir", "s", "--listen", "l"], "--board is required; see lanternd --help"),
    (["--board", "b", "--listen", "l"], "--state-dir is required; see lanternd --help"),
    (["--board"], "--board needs a value"),
    (
      ["--board", "b", "--state-dir", "s", "--simulate", "--replay", "f"],
      "--capture and --replay do not go with --simulate; see lanternd --help"
    ),
    (["--colour"], "--colour is not an option of lanternd; see lanternd --help"),
    (["board.yaml"], "board.yaml is not an option of lanternd; see lanternd --help"),
  ])
  func wrongUsageSaysWhatToDo(arguments: [String], sentence: String) {
    #expect(throws: Options.UsageError(description: sentence)) { try Options.parse(arguments) }
  }

  @Test func helpAndVersionNeedNothingElse() throws {
    #expect(try Options.parse(["--help"]) == .help)
    #expect(try Options.parse(["--board", "b", "--version"]) == .version)
  }
}
