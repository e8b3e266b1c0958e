import IPMIWire
import Model

/// A record of the System Event Log of the type that IPMI defines (IPMI 2.0 table 32-1).
struct SystemEvent {
  static let recordType: UInt8 = 0x02

  let address: EventAddress
  let sensorType: UInt8
  /// 1 threshold, 2 to 0Ch generic, 6Fh sensor-specific, 70h to 7Fh OEM.
  let readingType: UInt8
  let isAssertion: Bool
  private let data: [UInt8]

  /// Nil for records of other types.
  init?(_ record: LogRecord) {
    let bytes = record.bytes
    guard bytes[2] == SystemEvent.recordType else { return nil }
    address = EventAddress(owner: bytes[7], lun: bytes[8] & 3, number: bytes[11])
    sensorType = bytes[10]
    readingType = bytes[12] & 0x7f
    isAssertion = bytes[12] & 0x80 == 0
    data = Array(bytes[13..<16])
  }

  private var offset: Int { Int(data[0] & 0x0f) }

  var severity: Severity {
    // What is over is no trouble any more.
    guard isAssertion else { return .information }
    switch state.health {
    case .unknown: return .unknown
    case .ok: return .information
    case .degraded: return .warning
    case .critical: return .critical
    case .fatal: return .fatal
    }
  }

  /// One sentence. `subject` is nil for a sensor that the BMC's records do not name.
  func sentence(_ subject: EventSubject?) -> String {
    let name = subject?.name ?? "\(IPMISensorTypes.name(of: sensorType)) sensor \(address.number)"
    return "\(name): \(state.name)\(isAssertion ? "" : " no longer")\(detail(subject))."
  }

  private var state: DiscreteState {
    if readingType == SystemEvent.threshold {
      return SystemEvent.crossings[min(offset, SystemEvent.crossings.count - 1)]
    }
    return DiscreteStates.state(sensorType: sensorType, readingType: readingType, offset: offset)
  }

  private static let threshold: UInt8 = 0x01

  /// The offsets of threshold events: each threshold, crossed downwards and upwards (IPMI 2.0 table 42-2).
  private static let crossings: [DiscreteState] = {
    let thresholds: [(String, Health)] = [
      ("Lower Non-Critical", .degraded), ("Lower Critical", .critical), ("Lower Fatal", .fatal),
      ("Upper Non-Critical", .degraded), ("Upper Critical", .critical), ("Upper Fatal", .fatal),
    ]
    return thresholds.flatMap { name, health in
      ["going low", "going high"].map { DiscreteState(name: "\(name) \($0)", health: health) }
    } + [DiscreteState(name: "Unspecified threshold", health: .unknown)]
  }()

  /// What the event's data say beyond the state.
  private func detail(_ subject: EventSubject?) -> String {
    guard readingType == SystemEvent.threshold else { return oemDetail }
    var words: [String] = []
    if data[0] >> 6 == 1, let value = value(data[1], subject) { words.append("reading \(value)") }
    if data[0] >> 4 & 3 == 1, let value = value(data[2], subject) { words.append("threshold \(value)") }
    return words.isEmpty ? "" : ", \(words.joined(separator: ", "))"
  }

  /// Bytes that only the vendor understands are shown as they are.
  private var oemDetail: String {
    var words: [String] = []
    if data[0] >> 6 == 2 || readingType >= 0x70 { words.append(hex(data[1])) }
    if data[0] >> 4 & 3 == 2 || readingType >= 0x70 { words.append(hex(data[2])) }
    return words.isEmpty ? "" : ", data \(words.joined(separator: " "))"
  }

  private func value(_ raw: UInt8, _ subject: EventSubject?) -> String? {
    // FFh stands for "unspecified", whatever the first byte says.
    guard raw != 0xff, let subject, let value = subject.factors?.value(raw) else { return nil }
    let unit = subject.scale.unit
    let words = subject.scale.value(value).inWords
    return unit == .none || unit == .other ? words : "\(words) \(unit.rawValue)"
  }

  /// RecordData of DSP1010 for this event; the profile states the format.
  func data(_ record: LogRecord, subject: EventSubject?) -> String {
    let bytes = record.bytes
    func numbers(_ range: Range<Int>) -> String { bytes[range].map(String.init).joined(separator: " ") }
    let fields = [
      subject?.id ?? "", numbers(0..<2), numbers(2..<3), numbers(3..<7), numbers(7..<9), numbers(9..<10),
      numbers(10..<11), numbers(11..<12), isAssertion ? "true" : "false", String(readingType), numbers(13..<14),
      numbers(14..<15), numbers(15..<16), "0",
    ]
    return "*" + fields.joined(separator: "*") + "*"
  }
}

func hex(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true) }
