/// Something to be done by one BMC, at the agent's request.
public enum BMCCommand: Hashable, Sendable {
  /// Chassis Control (IPMI 2.0 section 28.3).
  case chassisControl(code: UInt8)
  /// Read the power state now: a power report precedes the result.
  case readPower
  /// Limits in the unit of the sensor's record; those that are nil stay. The sensor as it is afterwards precedes the
  /// result.
  case setThresholds(SensorKey, ThresholdValues)
  /// Back to the limits that the sensor's data record states.
  case restoreThresholds(SensorKey)
  /// Clear the System Event Log. The empty log precedes the result.
  case clearLog
  /// The device the system boots from, once or until told otherwise, by its number in table 28-14; nil takes back what
  /// was said before. The boot flags as they are afterwards precede the result.
  case setBoot(device: UInt8?, once: Bool)
  /// Chassis Identify: on until switched off, or off.
  case identify(isOn: Bool)
}

extension BMCCommand: WireRecord {
  private enum Code: UInt8 {
    case chassisControl = 0
    case readPower = 1
    case setThresholds = 2
    case restoreThresholds = 3
    case clearLog = 4
    case setBoot = 5
    case identify = 6
  }

  init(from reader: inout WireReader) throws(WireError) {
    switch try reader.choice(of: Code.self) {
    case .chassisControl: self = .chassisControl(code: try reader.uint8())
    case .readPower: self = .readPower
    case .setThresholds: self = .setThresholds(try SensorKey(from: &reader), try ThresholdValues(from: &reader))
    case .restoreThresholds: self = .restoreThresholds(try SensorKey(from: &reader))
    case .clearLog: self = .clearLog
    case .setBoot:
      let device = try reader.optional { (reader) throws(WireError) in try reader.uint8() }
      self = .setBoot(device: device, once: try reader.bool())
    case .identify: self = .identify(isOn: try reader.bool())
    }
  }

  func write(to writer: inout WireWriter) {
    func begin(_ code: Code) { writer.uint8(code.rawValue) }
    switch self {
    case .chassisControl(let control):
      begin(.chassisControl)
      writer.uint8(control)
    case .readPower: begin(.readPower)
    case .setThresholds(let key, let values):
      begin(.setThresholds)
      key.write(to: &writer)
      values.write(to: &writer)
    case .restoreThresholds(let key):
      begin(.restoreThresholds)
      key.write(to: &writer)
    case .clearLog: begin(.clearLog)
    case .setBoot(let device, let once):
      begin(.setBoot)
      writer.optional(device) { $0.uint8($1) }
      writer.bool(once)
    case .identify(let isOn):
      begin(.identify)
      writer.bool(isOn)
    }
  }
}
