import Documents
import Model

/// One entry of `sensors:`: what it measures, its limits, and how its readings become states.
struct SensorRecord {
  var sensor: Sensor
  var policy: SensorPolicy

  /// A sensor can measure these; where several have the id, the first of them is meant.
  private static let measurable: [ObjectKind] = [.fan, .supply, .part, .system]

  init?(_ reader: inout MappingReader, id: String, _ records: RecordReader) {
    guard let kind = reader.required("kind", ValueType<SensorKind>.choice) else {
      reader.giveUp()
      return nil
    }
    let states = reader.node("states")
    sensor = Sensor(
      id: id, name: records.name(&reader), system: records.system(&reader), kind: kind, isNumeric: states == nil)
    sensor.measures = records.reference("of", to: SensorRecord.measurable, in: &reader)
    policy = SensorRecord.policy(&reader)
    if kind == .other { sensor.kindDescription = reader.requiredString("kind-description") }
    if let states {
      sensor.discreteStates = SensorRecord.discreteStates(states, reader.diagnostics)
    } else if let reading = kind.reading {
      readNumeric(&reader, reading)
    } else {
      reader.diagnostics.error("a sensor of kind '\(kind.rawValue)' needs 'states'.", at: reader.node)
      reader.giveUp()
    }
  }

  private static func policy(_ reader: inout MappingReader) -> SensorPolicy {
    enum When: String, CaseIterable { case on }
    return SensorPolicy(
      samples: reader.int("samples", in: 1...100) ?? 1, onlyWhenOn: reader.choice("when", of: When.self) == .on)
  }

  /// `{ name: health, … }`, in the order that indices count by.
  private static func discreteStates(_ node: Node, _ diagnostics: Diagnostics) -> [DiscreteState] {
    guard let reader = MappingReader(node, "'states'", diagnostics) else { return [] }
    let entries = reader.allEntries
    if entries.isEmpty { diagnostics.error("'states' must name at least one state.", at: node) }
    return entries.compactMap { name, key, value in
      if name == Sensor.normalStateName || name == Sensor.unknownStateName {
        diagnostics.error("'\(name)' is said by every sensor by itself; leave it out.", at: key)
      }
      return value.read(ValueType<Health>.choice, as: name, diagnostics).map { DiscreteState(name: name, health: $0) }
    }
  }

  private mutating func readNumeric(_ reader: inout MappingReader, _ reading: KindOfReading) {
    sensor.unit = unit(&reader, reading)
    sensor.exponent = reader.int("exponent", in: -9...9) ?? reading.exponent
    sensor.resolution = positive("resolution", &reader)
    sensor.hysteresis = positive("hysteresis", &reader)
    sensor.nominal = reader.real("nominal")
    let normal = reader.value("normal", .limits)
    (sensor.normalMinimum, sensor.normalMaximum) = (normal?.low, normal?.high)
    let readable = reader.value("readable", .limits)
    (sensor.minimumReadable, sensor.maximumReadable) = (readable?.low, readable?.high)
    sensor.thresholds = ThresholdReader.thresholds(&reader)
    // The monitor compares the readings of stated sensors itself, so any of these can be moved.
    sensor.settableThresholds = sensor.thresholds.present
  }

  private func unit(_ reader: inout MappingReader, _ reading: KindOfReading) -> SensorUnit {
    guard let node = reader.node("unit"), let unit = reader.choice("unit", of: SensorUnit.self) else {
      return reading.unit
    }
    let allowed = [reading.unit] + reading.otherUnits
    if !allowed.contains(unit) {
      let words = allowed.map(\.rawValue).joined(separator: ", ")
      reader.diagnostics.error(
        "a sensor of kind '\(sensor.kind.rawValue)' cannot be in \(unit.rawValue); use \(words).", at: node)
    }
    return unit
  }

  private func positive(_ key: String, _ reader: inout MappingReader) -> Double? {
    guard let node = reader.node(key), let value = reader.real(key) else { return nil }
    if value <= 0 { reader.diagnostics.error("'\(key)' must be above 0; leave it out for none.", at: node) }
    return value
  }
}
