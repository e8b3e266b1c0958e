/// How the worker stands with one BMC.
public enum SessionStatus: Hashable, Sendable {
  case connecting
  case working
  /// `kind` is a stable word (`wrong-password`, `session-timeout`); `message` says what to do.
  case failing(kind: String, message: String)
}

extension SessionStatus: WireRecord {
  private enum Code: UInt8 {
    case connecting = 0
    case working = 1
    case failing = 2
  }

  init(from reader: inout WireReader) throws(WireError) {
    switch try reader.choice(of: Code.self) {
    case .connecting: self = .connecting
    case .working: self = .working
    case .failing: self = .failing(kind: try reader.text(), message: try reader.text())
    }
  }

  func write(to writer: inout WireWriter) {
    switch self {
    case .connecting: writer.uint8(Code.connecting.rawValue)
    case .working: writer.uint8(Code.working.rawValue)
    case .failing(let kind, let message):
      writer.uint8(Code.failing.rawValue)
      writer.text(kind)
      writer.text(message)
    }
  }
}
