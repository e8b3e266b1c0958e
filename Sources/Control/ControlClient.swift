internal import Glibc

/// Asks a running agent. Blocks; for the operator's tool.
public enum ControlClient {
  /// What the agent on this state directory answers. `patience`: seconds to wait for it.
  public static func ask(
    _ request: ControlRequest, stateDirectory: String, patience: Int = 30
  ) throws(ControlError) -> ControlReply {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw .system(String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var limit = timeval(tv_sec: patience, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
    }
    try connect(descriptor, stateDirectory)
    guard send(request.line, descriptor) else { throw .noAnswer }
    guard let line = receiveLine(descriptor) else { throw .noAnswer }
    guard let reply = ControlReply(line: line) else { throw .nonsense }
    return reply
  }

  private static func connect(_ descriptor: Int32, _ stateDirectory: String) throws(ControlError) {
    let status = ControlSocket.withPath(in: stateDirectory) { path in
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
      return withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0 ? 0 : errno
        }
      }
    }
    switch status {
    case 0: return
    // Nobody listens: there is no agent, or only what one has left behind.
    case nil, ENOENT, ECONNREFUSED, ENOTDIR: throw .notRunning
    case EACCES, EPERM: throw .notAllowed
    case .some(let code): throw .system(String(cString: strerror(code)))
    }
  }

  private static func send(_ line: String, _ descriptor: Int32) -> Bool {
    let bytes = Array(line.utf8)
    return Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
  }

  /// Up to the line feed; nil when it does not come in time, or never.
  private static func receiveLine(_ descriptor: Int32) -> [UInt8]? {
    var line: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while line.count <= ControlReply.sizeLimit {
      let count = recv(descriptor, &chunk, chunk.count, 0)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return nil }
      line += chunk[..<count]
      if line.last == UInt8(ascii: "\n") { return line }
    }
    return nil
  }
}

/// Why there is no answer from an agent. The description is a sentence for the operator.
public enum ControlError: Error, Hashable, Sendable, CustomStringConvertible {
  case notRunning
  case notAllowed
  /// It took the request but did not answer in time, or ended.
  case noAnswer
  case nonsense
  /// The system's own text.
  case system(String)

  public var description: String {
    switch self {
    case .notRunning: "No agent runs on this state directory. Name the agent's own with --state-dir DIR."
    case .notAllowed: "Only root and the agent's own user may ask the agent. Try again as one of them."
    case .noAnswer: "The agent did not answer. Its log may say why."
    case .nonsense: "The agent's answer makes no sense: is it of the same version as this tool?"
    case .system(let reason): "The agent cannot be asked: \(reason)."
    }
  }
}
