/// What the worker says to the agent.
public enum WorkerMessage: Hashable, Sendable {
  /// The first message: the version of the protocol the worker speaks.
  case hello(version: UInt16)
  /// Sent every few seconds, so that a worker that hangs can be told from one that has nothing to say.
  case alive
  /// Of one BMC, by the number it was configured with.
  case report(bmc: UInt16, SessionReport)

  static let helloType: UInt8 = 128
  static let aliveType: UInt8 = 129

  public init(_ frame: Frame) throws(WireError) {
    var reader = WireReader(frame.payload)
    switch frame.type {
    case WorkerMessage.helloType: self = .hello(version: try reader.uint16())
    case WorkerMessage.aliveType: self = .alive
    default:
      guard SessionReport.isKnown(type: frame.type) else { throw .unknownMessage(frame.type) }
      self = .report(bmc: try reader.uint16(), try SessionReport(type: frame.type, from: &reader))
    }
    try reader.finish()
  }

  public var frame: Frame {
    var writer = WireWriter()
    switch self {
    case .hello(let version):
      writer.uint16(version)
      return Frame(type: WorkerMessage.helloType, payload: writer.bytes)
    case .alive:
      return Frame(type: WorkerMessage.aliveType, payload: [])
    case .report(let bmc, let report):
      writer.uint16(bmc)
      report.write(to: &writer)
      return Frame(type: report.type, payload: writer.bytes)
    }
  }
}
