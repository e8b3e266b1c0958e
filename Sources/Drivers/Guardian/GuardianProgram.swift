import CPlatform
import Glibc
import Platform

/// The guardian's own process: listens to the agent until there is none any more, then does what is left to do.
public enum GuardianProgram {
  /// The argument that makes `lanternd` its own guardian, on a socket that it inherits.
  public static let argument = "--guard"
  /// What the process is called.
  static let name = "lantern-guard"
  static let descriptor: CInt = 3

  /// Returns the exit code. To be called first of all, on the only thread.
  public static func run() -> Int32 {
    var kind: CInt = 0
    var size = socklen_t(MemoryLayout<CInt>.size)
    guard getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &kind, &size) == 0, kind == SOCK_SEQPACKET.rawValue else {
      complain("\(argument) is for lanternd itself")
      return 2
    }
    // It ends with the agent, not with the agent's group or service: then there is work to be done.
    for number in [SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGPIPE, SIGUSR1, SIGUSR2, SIGALRM] { signal(number, SIG_IGN) }
    cplatform_name_thread(name)
    _ = Hardening.dropCapabilities()
    _ = chdir("/")
    let problems = LastActPerformer.carryOut(listen())
    for problem in problems { complain("the agent is gone, and \(problem)") }
    return problems.isEmpty ? 0 : 1
  }

  /// Until the agent's end of the socket is closed, which the kernel does however the agent ends.
  private static func listen() -> [LastAct] {
    var book = GuardianBook()
    var packet = [UInt8](repeating: 0, count: GuardianMessage.maximumSize)
    while true {
      let count = recv(descriptor, &packet, packet.count, 0)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return book.remaining }
      if let answer = book.take(Array(packet.prefix(count))) {
        _ = send(descriptor, answer, answer.count, Int32(MSG_NOSIGNAL))
      }
    }
  }

  private static func complain(_ text: String) {
    var line = "\(name): \(text)\n"
    line.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
