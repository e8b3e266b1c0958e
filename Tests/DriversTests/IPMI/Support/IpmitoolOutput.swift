import Model
import Testing

/// One line of `ipmitool sensor`.
struct SensorRow {
  enum Content {
    case value(Double, SensorUnit, Thresholds)
    /// The offsets that are set.
    case states([Int])
  }

  var name: String
  var content: Content
  var health: Health

  private static let units: [String: SensorUnit] = [
    "degrees C": .celsius, "Volts": .volts, "Amps": .amperes, "Watts": .watts, "RPM": .rpm,
  ]
  private static let healths: [String: Health] = ["ok": .ok, "nc": .degraded, "cr": .critical, "nr": .fatal]

  /// Name | value | unit | status | lower non-recoverable, critical, non-critical | upper non-critical, critical,
  /// non-recoverable
  static func parse(_ output: String) throws -> [SensorRow] {
    try output.split(separator: "\n").map { line in
      let columns = line.split(separator: "|", omittingEmptySubsequences: false).map { trimmed(String($0)) }
      if columns[2] == "discrete" {
        let bits = try #require(UInt16(columns[1].dropFirst(2), radix: 16))
        let offsets = (0..<15).filter { bits >> $0 & 1 != 0 }
        return SensorRow(name: columns[0], content: .states(offsets), health: .unknown)
      }
      let unit = try #require(units[columns[2]], "\(line)")
      let thresholds = Thresholds(
        warningLow: Double(columns[6]), warningHigh: Double(columns[7]), criticalLow: Double(columns[5]),
        criticalHigh: Double(columns[8]), fatalLow: Double(columns[4]), fatalHigh: Double(columns[9]))
      return SensorRow(
        name: columns[0], content: .value(try #require(Double(columns[1])), unit, thresholds),
        health: try #require(healths[columns[3]]))
    }
  }
}

/// The fields `ipmitool fru print` shows of one device.
struct FRUFields {
  private var fields: [String: String] = [:]

  init(_ output: String) {
    for line in output.split(separator: "\n") {
      let halves = line.split(separator: ":", maxSplits: 1)
      guard halves.count == 2 else { continue }
      fields[trimmed(String(halves[0]))] = trimmed(String(halves[1]))
    }
  }

  subscript(_ name: String) -> String? { fields[name].flatMap { $0.isEmpty ? nil : $0 } }

  /// Which field each of the part's comes from, by the kind of part.
  func expectAgreement(with part: Part, _ comment: Comment) {
    func expect(_ ours: String?, _ names: String...) {
      let theirs = names.lazy.compactMap { Placeholder.meaningful(self[$0]) }.first
      #expect(ours == theirs, "\(comment) \(part.id) \(names)")
    }
    switch part.kind {
    case .chassis:
      expect(part.manufacturer, "Product Manufacturer")
      expect(part.model, "Product Name")
      expect(part.partNumber, "Chassis Part Number", "Product Part Number")
      expect(part.serialNumber, "Chassis Serial", "Product Serial")
      expect(part.version, "Product Version")
      expect(part.assetTag, "Product Asset Tag")
    case .board:
      expect(part.manufacturer, "Board Mfg")
      expect(part.model, "Board Product")
      expect(part.serialNumber, "Board Serial")
      expect(part.partNumber, "Board Part Number")
      #expect(part.manufactured != nil)
    default:
      expect(part.manufacturer, "Product Manufacturer", "Board Mfg")
      expect(part.model, "Product Name", "Board Product")
      expect(part.serialNumber, "Product Serial", "Board Serial")
      expect(part.partNumber, "Product Part Number", "Board Part Number")
      expect(part.version, "Product Version")
      expect(part.assetTag, "Product Asset Tag")
    }
  }
}

func trimmed(_ text: String) -> String {
  var text = Substring(text)
  while text.first?.isWhitespace == true { text.removeFirst() }
  while text.last?.isWhitespace == true { text.removeLast() }
  return String(text)
}
