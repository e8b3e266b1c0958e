import Glibc

/// Says that this process is the agent on a state directory, until it ends in whatever way. Two of them would write into
/// each other's audit trail.
public final class AgentLock: Sendable {
  private static let name = "agent.lock"
  private let file: Int32

  /// Fails when another agent has the directory; the reason names its process. Creates the directory when its parent is
  /// there.
  public init(stateDirectory: String) throws(StateFailure) {
    let directory = try StateDirectory(creating: stateDirectory)
    let file = try directory.openLock(Self.name)
    guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
      let reason = errno == EWOULDBLOCK ? Self.taken(by: file) : String(cString: strerror(errno))
      close(file)
      throw StateFailure(action: "use", path: stateDirectory, reason: reason)
    }
    let number = Array("\(getpid())\n".utf8)
    _ = ftruncate(file, 0)
    _ = pwrite(file, number, number.count, 0)
    self.file = file
  }

  deinit { close(file) }

  private static func taken(by file: Int32) -> String {
    var text = [UInt8](repeating: 0, count: 16)
    let count = max(pread(file, &text, text.count, 0), 0)
    let number = String(decoding: text[..<count].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    return "another agent (process \(number)) is running on it. Stop that one, or give this one a directory of its own "
      + "with --state-dir"
  }
}
