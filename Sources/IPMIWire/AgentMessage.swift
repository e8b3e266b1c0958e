/// What the agent says to its worker. `bmc` is a number the agent gives to each BMC it configures.
public enum AgentMessage: Hashable, Sendable {
  /// Open a session and keep it; replaces an earlier one of the same number.
  case configure(bmc: UInt16, SessionRequest)
  /// Close the session and forget it.
  case release(bmc: UInt16)
  /// Carry this out before anything else the session is doing; a result with the number of the request follows.
  case command(bmc: UInt16, request: UInt32, BMCCommand)
  /// Close everything and exit.
  case stop

  private enum Code: UInt8 {
    case configure = 1
    case release = 2
    case command = 3
    case stop = 4
  }

  public init(_ frame: Frame) throws(WireError) {
    guard let code = Code(rawValue: frame.type) else { throw .unknownMessage(frame.type) }
    var reader = WireReader(frame.payload)
    switch code {
    case .configure: self = .configure(bmc: try reader.uint16(), try SessionRequest(from: &reader))
    case .release: self = .release(bmc: try reader.uint16())
    case .command:
      self = .command(
        bmc: try reader.uint16(), request: try reader.uint32(), try BMCCommand(from: &reader))
    case .stop: self = .stop
    }
    try reader.finish()
  }

  public var frame: Frame {
    var writer = WireWriter()
    let code: Code
    switch self {
    case .configure(let bmc, let request):
      code = .configure
      writer.uint16(bmc)
      request.write(to: &writer)
    case .release(let bmc):
      code = .release
      writer.uint16(bmc)
    case .command(let bmc, let request, let command):
      code = .command
      writer.uint16(bmc)
      writer.uint32(request)
      command.write(to: &writer)
    case .stop: code = .stop
    }
    return Frame(type: code.rawValue, payload: writer.bytes)
  }
}
