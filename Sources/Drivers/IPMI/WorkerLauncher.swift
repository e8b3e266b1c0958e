import CPlatform
import Glibc

/// A worker that runs: the agent's end of its socket, and its process.
struct LaunchedWorker: Sendable {
  var descriptor: Int32
  /// Nil where the other side is no process of ours (in tests).
  var process: pid_t?
}

/// Starts workers; a protocol so that tests can stand in for the program.
protocol WorkerLauncher: Sendable {
  /// Throws a sentence that says what to do.
  func launch() throws(LaunchFailure) -> LaunchedWorker
}

struct LaunchFailure: Error {
  var message: String
}

/// Starts the program at `path`, with an empty environment, on one end of a socket pair.
struct ProgramLauncher: WorkerLauncher {
  let path: String

  func launch() throws(LaunchFailure) -> LaunchedWorker {
    guard access(path, X_OK) == 0 else {
      throw LaunchFailure(message: "\(path) is not there or may not be run: install it beside lanternd.")
    }
    var ends: [Int32] = [-1, -1]
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
      throw LaunchFailure(message: "No socket for \(path): raise the limit of open files of the service.")
    }
    defer { close(ends[1]) }
    let argument = strdup(path)
    defer { free(argument) }
    var arguments = [argument, nil]
    var environment: [UnsafeMutablePointer<CChar>?] = [nil]
    let process = cplatform_spawn(&arguments, &environment, ends[1])
    guard process > 0 else {
      close(ends[0])
      throw LaunchFailure(
        message: "\(path) cannot be started (\(String(cString: strerror(-process)))): install it again.")
    }
    return LaunchedWorker(descriptor: ends[0], process: process)
  }
}
