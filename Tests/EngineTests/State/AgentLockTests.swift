import Engine
import Glibc
import TestSupport
import Testing

@Suite struct AgentLockTests {
  private let directory = TemporaryDirectory()

  @Test func thereIsOneAgentForADirectory() throws {
    let lock = try AgentLock(stateDirectory: directory.path)
    let failure = #expect(throws: StateFailure.self) { try AgentLock(stateDirectory: directory.path) }
    #expect(
      failure?.description
        == "Cannot use \(directory.path): another agent (process \(getpid())) is running on it. Stop that one, or give "
        + "this one a directory of its own with --state-dir.")
    withExtendedLifetime(lock) {}
  }

  @Test func afterItsEndAnotherMayCome() throws {
    for _ in 0..<2 { _ = try AgentLock(stateDirectory: directory.path) }
    #expect(directory.mode(of: "agent.lock") == 0o600)
  }

  @Test func whatACrashLeftBehindIsNoAgent() throws {
    directory.write("12345\nand more", to: "agent.lock")
    let lock = try AgentLock(stateDirectory: directory.path)
    #expect(directory.text(of: "agent.lock") == "\(getpid())\n")
    withExtendedLifetime(lock) {}
  }
}
