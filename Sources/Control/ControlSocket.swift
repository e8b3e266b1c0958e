internal import Glibc

/// Where an agent's control socket is: `control` in its state directory.
public enum ControlSocket {
  public static let name = "control"

  /// Calls `body` with a path of the socket that is short enough for a socket address, however deep the directory is.
  /// Nil when there is no such directory.
  public static func withPath<Result>(
    in stateDirectory: String, _ body: (String) throws -> Result
  ) rethrows -> Result? {
    let path = "\(stateDirectory)/\(name)"
    // 107 bytes are the most on Linux, 103 on other systems.
    if path.utf8.count < 104 { return try body(path) }
    let directory = open(stateDirectory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { return nil }
    defer { close(directory) }
    return try body("/proc/self/fd/\(directory)/\(name)")
  }
}
