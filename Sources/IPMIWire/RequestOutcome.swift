/// What became of a request to a BMC.
public enum RequestOutcome: Hashable, Sendable {
  /// The BMC answered with this completion code; 0 is success.
  case completed(code: UInt8)
  /// There is no session; nothing was sent. The text says why.
  case notSent(String)
  /// Sent, and no answer came.
  case unanswered(String)
}

extension RequestOutcome: WireRecord {
  private enum Code: UInt8 {
    case completed = 0
    case notSent = 1
    case unanswered = 2
  }

  init(from reader: inout WireReader) throws(WireError) {
    switch try reader.choice(of: Code.self) {
    case .completed: self = .completed(code: try reader.uint8())
    case .notSent: self = .notSent(try reader.text())
    case .unanswered: self = .unanswered(try reader.text())
    }
  }

  func write(to writer: inout WireWriter) {
    switch self {
    case .completed(let code):
      writer.uint8(Code.completed.rawValue)
      writer.uint8(code)
    case .notSent(let reason):
      writer.uint8(Code.notSent.rawValue)
      writer.text(reason)
    case .unanswered(let reason):
      writer.uint8(Code.unanswered.rawValue)
      writer.text(reason)
    }
  }
}
