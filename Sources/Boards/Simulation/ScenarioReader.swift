import Documents
import Drivers
import Model

/// What a scenario file says, its repetitions written out. Nil after a mistake in its YAML.
func scenario(from path: String, _ diagnostics: Diagnostics) throws(FileError) -> Node? {
  guard let root = YAML.parse(try DataFile.read(path), file: path, into: diagnostics) else { return nil }
  var repetition = Repetition(diagnostics)
  return repetition.writtenOut(root)
}

/// Reads a scenario: a list of what happens to sensors and lines of a simulated board, and when.
struct ScenarioReader {
  let lines: LineSection
  let sensors: [SensorRecord]
  let records: RecordReader
  /// The systems whose controller keeps a log.
  let logged: Set<String>
  /// Tachometers of fans that are driven: these read how fast their fans turn, if nothing else is said.
  let driven: Set<String>
  /// Whether sensors of which the scenario says nothing show their stand-ins.
  var hasStandIns = false

  private enum Entry {
    case sensor(String, Change?, SimulatedSensor.WhenOff?)
    /// What becomes of all that a chip or a bus reads.
    case several([String], Change)
    case line(SimulationPlan.LineFault)
  }

  /// `root` is the scenario, a list; nil where there is none.
  func read(_ root: Node?) -> ([SimulatedSensor], [SimulationPlan.LineFault]) {
    var items: [Node] = []
    if let root {
      guard case .sequence(let list) = root.content else {
        records.diagnostics.error("a scenario is a list of '{ at: …, sensor: …, … }'.", at: root)
        return ([], [])
      }
      items = list
    }
    var changes: [String: [Change]] = [:]
    var whenOff: [String: SimulatedSensor.WhenOff] = [:]
    var faults: [SimulationPlan.LineFault] = []
    for item in items {
      switch records.record(item, "an entry", entry) {
      case .sensor(let id, let change, let rule):
        if let change { changes[id, default: []].append(change) }
        if let rule { whenOff[id] = rule }
      case .several(let ids, let change): for id in ids { changes[id, default: []].append(change) }
      case .line(let fault): faults.append(fault)
      case nil: break
      }
    }
    let simulated = sensors.map { record in
      let sensor = record.sensor
      var script = Script(changes[sensor.id] ?? [])
      if !script.saysFirst, !driven.contains(sensor.id), hasStandIns {
        script = Script([Change(Window(at: .zero), sensor.standIn)] + (changes[sensor.id] ?? []))
      } else if !script.saysFirst, !driven.contains(sensor.id), let root {
        records.diagnostics.error("nothing says what '\(sensor.id)' reads from the start, at 0 s.", at: root)
      }
      return SimulatedSensor(
        id: sensor.id, system: sensor.system, step: sensor.isNumeric ? sensor.readingStep : 0,
        whenOff: whenOff[sensor.id] ?? (record.policy.onlyWhenOn ? .unavailable : .keeps), script: script,
        watch: logged.contains(sensor.system) ? SensorWatch(sensor) : nil)
    }
    return (simulated, faults)
  }

  private func entry(_ reader: inout MappingReader) -> Entry? {
    let window = Window(&reader)
    if reader.has("line") { return lineFault(window, &reader) }
    for key in ["chip", "bus"] where reader.has(key) { return commonFault(key, window, &reader) }
    guard let sensor = sensor(&reader) else {
      reader.giveUp()
      return nil
    }
    let effects = EffectReader(lines: lines, sensor: sensor)
    let effect = effects.effect(&reader, isRequired: !reader.has("when-off"))
    return .sensor(sensor.id, effect.map { Change(window, $0) }, reader.value("when-off", .whenOff))
  }

  /// The sensor an entry is about; nil when there is none of that name that holds.
  private func sensor(_ reader: inout MappingReader) -> Sensor? {
    guard let node = reader.requiredNode("sensor"), let id = reader.string("sensor") else { return nil }
    if let record = sensors.first(where: { $0.sensor.id == id }) { return record.sensor }
    // One with a mistake of its own was reported where it was declared.
    if records.names.resolve(id, among: [.sensor]) == nil {
      let hint = hint(for: id, among: sensors.map(\.sensor.id))
      reader.diagnostics.error("there is no sensor '\(id)' on this board.\(hint)", at: node)
    }
    return nil
  }

  /// A chip that does not answer, or a bus on which none does.
  private func commonFault(_ key: String, _ window: Window, _ reader: inout MappingReader) -> Entry? {
    guard let node = reader.node(key), let name = reader.string(key),
      let fault = reader.required("fault", ValueType<Change.Fault>.choice)
    else {
      reader.giveUp()
      return nil
    }
    let places = sensors.compactMap { record in
      record.origin?.chip.map { (id: record.sensor.id, names: key == "chip" ? [$0.id] : $0.buses) }
    }
    let ids = places.filter { $0.names.contains(name) }.map(\.id)
    if ids.isEmpty {
      let names = Set(places.flatMap(\.names)).sorted()
      reader.diagnostics.error("no sensor is read over a \(key) '\(name)'.\(hint(for: name, among: names))", at: node)
    }
    return .several(ids, Change(window, .fault(fault)))
  }

  private func lineFault(_ window: Window, _ reader: inout MappingReader) -> Entry? {
    enum Fault: String, CaseIterable { case timeout }
    guard let node = reader.node("line"), let name = reader.string("line") else { return nil }
    _ = reader.required("fault", ValueType<Fault>.choice)
    guard lines.names.contains(name) else {
      reader.diagnostics.error("there is no line '\(name)'.\(hint(for: name, among: lines.names))", at: node)
      return nil
    }
    return .line(SimulationPlan.LineFault(line: name, window: window))
  }
}

extension Window {
  /// `at`, `for` and `every` of an entry.
  fileprivate init(_ reader: inout MappingReader) {
    let at = reader.duration("at") ?? .zero
    let lasts = reader.duration("for")
    let every = reader.duration("every")
    if let every, lasts.map({ every <= $0 }) ?? true {
      reader.diagnostics.error("what comes 'every' so often needs a shorter 'for'.", at: reader.node)
    }
    self.init(at: at, lasts: lasts, every: every)
  }
}

extension ValueType where Value == SimulatedSensor.WhenOff {
  fileprivate static var whenOff: Self {
    ValueType { (node: Node) throws(Refusal) -> SimulatedSensor.WhenOff in
      switch node.text {
      case "unavailable": return .unavailable
      case "kept": return .keeps
      default:
        do throws(Refusal) {
          return .reads(try ValueType<Double>.real.convert(node))
        } catch {
          throw Refusal(message: "must be a number, 'unavailable' or 'kept', not \(node.found).")
        }
      }
    }
  }
}
