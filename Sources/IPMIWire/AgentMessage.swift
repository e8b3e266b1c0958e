/// What the agent says to its worker. `bmc` is a number the agent gives to each BMC it configures.
public enum AgentMessage: Hashable, Sendable {
  /// Open a session and keep it; replaces an earlier one of the same number.
  case configure(bmc: UInt16, SessionRequest)
  /// Close the session and forget it.
  case release(bmc: UInt16)
  /// Send Chassis Control with this code, before anything else the session is doing.
  case chassisControl(bmc: UInt16, request: UInt32, code: UInt8)
  /// Read the power state now: a power message, then the result, follow.
  case readPower(bmc: UInt16, request: UInt32)
  /// Close everything and exit.
  case stop

  private enum Code: UInt8 {
    case configure = 1
    case release = 2
    case chassisControl = 3
    case readPower = 4
    case stop = 5
  }

  public init(_ frame: Frame) throws(WireError) {
    guard let code = Code(rawValue: frame.type) else { throw .unknownMessage(frame.type) }
    var reader = WireReader(frame.payload)
    switch code {
    case .configure: self = .configure(bmc: try reader.uint16(), try SessionRequest(from: &reader))
    case .release: self = .release(bmc: try reader.uint16())
    case .chassisControl:
      self = .chassisControl(bmc: try reader.uint16(), request: try reader.uint32(), code: try reader.uint8())
    case .readPower: self = .readPower(bmc: try reader.uint16(), request: try reader.uint32())
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
    case .chassisControl(let bmc, let request, let control):
      code = .chassisControl
      writer.uint16(bmc)
      writer.uint32(request)
      writer.uint8(control)
    case .readPower(let bmc, let request):
      code = .readPower
      writer.uint16(bmc)
      writer.uint32(request)
    case .stop: code = .stop
    }
    return Frame(type: code.rawValue, payload: writer.bytes)
  }
}
