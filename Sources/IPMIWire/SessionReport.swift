/// What the worker has to say about one BMC. An inventory is one `device`, then components, sensors and FRUs, then
/// `inventoryEnd`; it replaces the inventory before it.
public enum SessionReport: Hashable, Sendable {
  case status(SessionStatus)
  case device(DeviceRecord)
  case sensor(SensorRecord)
  case fru(FRURecord)
  case inventoryEnd
  case readings(ReadingsBatch)
  case power(PowerReading)
  case result(request: UInt32, RequestOutcome)
  case component(ComponentRecord)
  /// One sensor of the inventory is now like this.
  case changed(SensorRecord)
  case log(LogBatch)
  case boot(BootReading)
  case chassis(ChassisReading)

  private enum Code: UInt8 {
    case status = 130
    case device = 131
    case sensor = 132
    case fru = 133
    case inventoryEnd = 134
    case readings = 135
    case power = 136
    case result = 137
    case component = 138
    case changed = 139
    case log = 140
    case boot = 141
    case chassis = 142
  }

  static func isKnown(type: UInt8) -> Bool { Code(rawValue: type) != nil }

  init(type: UInt8, from reader: inout WireReader) throws(WireError) {
    guard let code = Code(rawValue: type) else { throw .unknownMessage(type) }
    switch code {
    case .status: self = .status(try SessionStatus(from: &reader))
    case .device: self = .device(try DeviceRecord(from: &reader))
    case .sensor: self = .sensor(try SensorRecord(from: &reader))
    case .fru: self = .fru(try FRURecord(from: &reader))
    case .inventoryEnd: self = .inventoryEnd
    case .readings: self = .readings(try ReadingsBatch(from: &reader))
    case .power: self = .power(try PowerReading(from: &reader))
    case .result: self = .result(request: try reader.uint32(), try RequestOutcome(from: &reader))
    case .component: self = .component(try ComponentRecord(from: &reader))
    case .changed: self = .changed(try SensorRecord(from: &reader))
    case .log: self = .log(try LogBatch(from: &reader))
    case .boot: self = .boot(try BootReading(from: &reader))
    case .chassis: self = .chassis(try ChassisReading(from: &reader))
    }
  }

  var type: UInt8 {
    let code: Code =
      switch self {
      case .status: .status
      case .device: .device
      case .sensor: .sensor
      case .fru: .fru
      case .inventoryEnd: .inventoryEnd
      case .readings: .readings
      case .power: .power
      case .result: .result
      case .component: .component
      case .changed: .changed
      case .log: .log
      case .boot: .boot
      case .chassis: .chassis
      }
    return code.rawValue
  }

  func write(to writer: inout WireWriter) {
    switch self {
    case .status(let status): status.write(to: &writer)
    case .device(let record): record.write(to: &writer)
    case .sensor(let record): record.write(to: &writer)
    case .fru(let record): record.write(to: &writer)
    case .inventoryEnd: break
    case .readings(let batch): batch.write(to: &writer)
    case .power(let reading): reading.write(to: &writer)
    case .result(let request, let outcome):
      writer.uint32(request)
      outcome.write(to: &writer)
    case .component(let record): record.write(to: &writer)
    case .changed(let record): record.write(to: &writer)
    case .log(let batch): batch.write(to: &writer)
    case .boot(let reading): reading.write(to: &writer)
    case .chassis(let reading): reading.write(to: &writer)
    }
  }
}
