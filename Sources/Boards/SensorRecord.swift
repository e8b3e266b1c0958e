import Chips
import Documents
import Drivers
import Model

/// One entry of `sensors:`: what it measures, its limits, and how its readings become states.
struct SensorRecord {
  /// What reads it; nil for sensors of simulated boards.
  enum Origin {
    case channel(ChipSection.Member, PlannedReading)
    case line(String)
  }

  var sensor: Sensor
  var policy: SensorPolicy
  var origin: Origin?

  /// A sensor can measure these; where several have the id, the first of them is meant.
  private static let measurable: [ObjectKind] = [.fan, .supply, .part, .system]

  init?(
    _ reader: inout MappingReader, id: String, _ records: RecordReader, _ lines: LineSection, _ chips: ChipSection
  ) {
    origin = SensorRecord.origin(&reader, id: id, lines, chips)
    let channel = origin?.channel
    guard let kind = reader.value("kind", ValueType<SensorKind>.choice) ?? channel?.kind ?? origin?.kind else {
      if !reader.has("read"), !reader.has("kind") { _ = reader.requiredNode("kind") }
      reader.giveUp()
      return nil
    }
    let states = reader.node("states")
    let isNumeric = states == nil && channel?.isBits != true
    sensor = Sensor(
      id: id, name: records.name(&reader), system: records.system(&reader), kind: kind, isNumeric: isNumeric)
    for fact in origin?.facts ?? [] { records.origins.add(fact, to: ObjectID(.sensor, id)) }
    sensor.measures = records.reference("of", to: SensorRecord.measurable, in: &reader)
    policy = SensorRecord.policy(&reader)
    if kind == .other { sensor.kindDescription = reader.requiredString("kind-description") }
    if let states {
      sensor.discreteStates = SensorRecord.discreteStates(states, reader.diagnostics)
      checkStates(states, reader.diagnostics)
    } else if let channel, channel.isBits {
      sensor.discreteStates = channel.states
    } else if let reading = kind.reading {
      readNumeric(&reader, reading)
    } else {
      reader.diagnostics.error("a sensor of kind '\(kind.rawValue)' needs 'states'.", at: reader.node)
      reader.giveUp()
    }
  }

  /// `read: chip.channel` with `scale` and `offset`, or `line: name`.
  private static func origin(
    _ reader: inout MappingReader, id: String, _ lines: LineSection, _ chips: ChipSection
  ) -> Origin? {
    if reader.has("read"), reader.has("line") {
      reader.diagnostics.error("a sensor is read from one place: 'read' or 'line'.", at: reader.node)
    }
    if reader.has("line") { return lines.line("line", .input, in: &reader).map { .line($0) } }
    guard reader.has("read") else { return nil }
    let member = chips.member("read", "channel", in: &reader, example: "inlet.temp") { $0.channels.map(\.name) }
    var reading = PlannedReading(sensor: id, channel: member?.name ?? "")
    reading.scale = reader.real("scale") ?? 1
    reading.offset = reader.real("offset") ?? 0
    if reading.scale == 0, let node = reader.node("scale") {
      reader.diagnostics.error("'scale' multiplies the reading; 0 would leave nothing of it.", at: node)
    }
    if member?.kernel != nil, member?.kernel?.kind == nil, let node = reader.node("read") {
      reader.diagnostics.error("'\(member?.name ?? "")' is driven, not read.", at: node)
    }
    return member.map { .channel($0, reading) }
  }

  /// A line has two states, and the states of a register are the chip's.
  private func checkStates(_ states: Node, _ diagnostics: Diagnostics) {
    switch origin {
    case .line where sensor.discreteStates.count > 2:
      diagnostics.error("a line has two states: at rest, and asserted.", at: states)
    case .channel(let member, _):
      diagnostics.error("the states of '\(member.name)' are in the chip's file; leave this out.", at: states)
    case .line, nil: break
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

extension SensorRecord.Origin {
  /// The chip that reads it; nil for a line.
  var chip: ChipSection.Chip? { if case .channel(let member, _) = self { member.chip } else { nil } }

  /// For people who ask where a reading comes from.
  fileprivate var facts: [Origin.Fact] {
    switch self {
    case .line(let line): return [Origin.Fact("Line", line)]
    case .channel(let member, let reading):
      var facts = [Origin.Fact("Chip", "\(member.chip.id), a \(member.chip.description.name)")]
      if let place = member.chip.placeInWords { facts.append(Origin.Fact("Bus", place)) }
      facts.append(Origin.Fact("Channel", member.name))
      if reading.scale != 1 { facts.append(Origin.Fact("Scale", "× \(reading.scale)")) }
      if reading.offset != 0 { facts.append(Origin.Fact("Offset", "+ \(reading.offset)")) }
      return facts
    }
  }

  /// The channel of the chip's file.
  fileprivate var channel: Channel? {
    guard case .channel(let member, _) = self else { return nil }
    return member.chip.description.channel(named: member.name).map { member.chip.description.channels[$0] }
  }

  /// What a driver of the kernel reads by that name.
  fileprivate var kind: SensorKind? { if case .channel(let member, _) = self { member.kernel?.kind } else { nil } }
}
