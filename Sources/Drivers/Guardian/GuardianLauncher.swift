import CPlatform
import Glibc

/// A guardian that runs: the agent's end of its socket, and its process.
struct LaunchedGuardian: Sendable {
  var socket: CInt
  var process: pid_t
}

/// Starts guardians; a protocol so that tests can stand in for the program.
protocol GuardianLauncher: Sendable {
  func launch() throws(GuardianFailure) -> LaunchedGuardian
}

/// Starts the program that runs now once more, as the guardian of this process.
struct OwnProgramLauncher: GuardianLauncher {
  func launch() throws(GuardianFailure) -> LaunchedGuardian {
    var ends: [CInt] = [-1, -1]
    guard socketpair(AF_UNIX, Int32(SOCK_SEQPACKET.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
      throw GuardianFailure("There is no socket for the guardian: raise the limit of open files of the service.")
    }
    defer { close(ends[1]) }
    let words = [strdup(GuardianProgram.name), strdup(GuardianProgram.argument)]
    defer { for word in words { free(word) } }
    var arguments = words + [nil]
    // Also where the file was replaced or removed meanwhile, this is the program that runs now.
    let process = cplatform_spawn_as("/proc/self/exe", &arguments, environ, ends[1])
    guard process > 0 else {
      close(ends[0])
      throw GuardianFailure(
        "The guardian cannot be started (\(String(cString: strerror(-process)))): raise the limit of processes of the service."
      )
    }
    return LaunchedGuardian(socket: ends[0], process: process)
  }
}
