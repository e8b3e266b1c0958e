/// How the worker stands with one BMC.
public enum SessionStatus: Hashable, Sendable {
  case connecting
  case working
  /// There is a session, so the power can be controlled, but something is amiss.
  case limited(kind: String, message: String)
  /// There is none. `kind` is a stable word (`wrong-password`, `session-timeout`); `message` says what to do.
  case failing(kind: String, message: String)
}

extension SessionStatus: WireRecord {
  private enum Code: UInt8 {
    case connecting = 0
    case working = 1
    case limited = 2
    case failing = 3
  }

  init(from reader: inout WireReader) throws(WireError) {
    switch try reader.choice(of: Code.self) {
    case .connecting: self = .connecting
    case .working: self = .working
    case .limited: self = .limited(kind: try reader.text(), message: try reader.text())
    case .failing: self = .failing(kind: try reader.text(), message: try reader.text())
    }
  }

  func write(to writer: inout WireWriter) {
    switch self {
    case .connecting: writer.uint8(Code.connecting.rawValue)
    case .working: writer.uint8(Code.working.rawValue)
    case .limited(let kind, let message):
      writer.uint8(Code.limited.rawValue)
      writer.text(kind)
      writer.text(message)
    case .failing(let kind, let message):
      writer.uint8(Code.failing.rawValue)
      writer.text(kind)
      writer.text(message)
    }
  }
}
