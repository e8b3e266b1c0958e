import Chips
import Documents
import Drivers
import Model

/// One entry of `fans:`.
struct FanRecord {
  var fan: Fan
  /// How it is driven; nil for a fan that is only read.
  var plan: FanPlan?
  /// What drives it. Nil for a fan that is only read.
  var output: Output?

  enum Output {
    case chip(ChipSection.Member)
    /// On a board with a `simulation`.
    case simulated
  }

  /// `zones` are the ids of those that the file declares.
  init(
    _ reader: inout MappingReader, id: String, _ records: RecordReader, _ chips: ChipSection, isSimulated: Bool,
    zones: [String]
  ) {
    fan = Fan(id: id, name: records.name(&reader), system: records.system(&reader))
    fan.tachometer = records.reference("tach", to: [.sensor], in: &reader)?.id
    let isDriven = reader.node("pwm") != nil
    if isDriven { output = FanRecord.output(&reader, chips, isSimulated: isSimulated) }
    fan.isVariableSpeed = reader.bool("variable-speed") ?? isDriven
    let zone = FanRecord.zone(&reader, among: zones)
    let fullSpeed = FanRecord.fullSpeed(&reader)
    guard isDriven else {
      for key in ["minimum", "full-speed"] {
        guard let node = reader.node(key) else { continue }
        reader.diagnostics.error("'\(key)' is for fans that are driven; say by what with 'pwm'.", at: node)
      }
      return
    }
    let minimum = reader.required("minimum", .percentage) ?? 0
    plan = FanPlan(minimumDuty: minimum, fullSpeed: fullSpeed.map { UInt64($0) }, zone: zone)
  }

  private static func output(
    _ reader: inout MappingReader, _ chips: ChipSection, isSimulated: Bool
  ) -> Output? {
    guard let node = reader.node("pwm") else { return nil }
    switch (node.text == "simulated", isSimulated) {
    case (true, true): return .simulated
    case (false, true):
      reader.diagnostics.error("on a simulated board fans are driven by 'pwm: simulated'.", at: node)
      return nil
    case (true, false):
      reader.diagnostics.error("only the fans of a board with a 'simulation' are simulated.", at: node)
      return nil
    case (false, false): break
    }
    let member = chips.member("pwm", "output", in: &reader, example: "fanctl.pwm1") { $0.outputs.map(\.name) }
    if let kind = member?.kernel?.kind {
      reader.diagnostics.error(
        "'\(member?.name ?? "")' is read, a \(kind.rawValue); a fan is driven by a pwm.", at: node)
    }
    return member.map { .chip($0) }
  }

  private static func fullSpeed(_ reader: inout MappingReader) -> Double? {
    guard let node = reader.node("full-speed"),
      let speed = reader.value("full-speed", .quantity(["rpm": 1], example: "8000 rpm"))
    else { return nil }
    if (1...1_000_000).contains(speed) { return speed }
    reader.diagnostics.error("'full-speed' must be from 1 rpm to 1000000 rpm.", at: node)
    return nil
  }

  private static func zone(_ reader: inout MappingReader, among zones: [String]) -> String? {
    guard let node = reader.node("cooling"), let zone = reader.string("cooling") else { return nil }
    if zones.contains(zone) { return zone }
    reader.diagnostics.error(
      "there is no cooling zone '\(zone)' under 'cooling'.\(hint(for: zone, among: zones))", at: node)
    return nil
  }
}

/// The fans of a board file and their cooling zones.
struct FanSection {
  /// In the order of the file.
  let records: [FanRecord]
  /// By id. One with a mistake is not among them, and the fans that name it stay at full speed.
  let zones: [String: CoolingZone]

  init(_ board: inout MappingReader, _ records: RecordReader, _ chips: ChipSection, sensors: [SensorRecord]) {
    let isSimulated = board.has("simulation")
    let declared = board.node.items(of: "cooling").compactMap { $0.member("id")?.text }
    let zones = records.records("cooling", "a cooling zone", word: "cooling zone", in: &board) {
      CoolingZone(&$0, id: $1, records, sensors: sensors)
    }
    self.zones = Dictionary(uniqueKeysWithValues: zones.map { ($0.id, $0) })
    self.records = records.records("fans", "a fan", kind: .fan, in: &board) {
      FanRecord(&$0, id: $1, records, chips, isSimulated: isSimulated, zones: declared)
    }
  }

  /// By fan.
  var plans: [String: FanPlan] {
    Dictionary(uniqueKeysWithValues: records.compactMap { record in record.plan.map { (record.fan.id, $0) } })
  }

  /// Every fan that is driven, on hardware that is only simulated.
  var simulated: [SimulatedFan] { records.compactMap(\.simulated) }
}

extension FanRecord {
  /// Without a full speed, that of a fan as it is usual.
  fileprivate var simulated: SimulatedFan? {
    plan.map {
      SimulatedFan(id: fan.id, tachometer: fan.tachometer, fullSpeed: $0.fullSpeed.map { Double($0) } ?? 8000)
    }
  }
}
