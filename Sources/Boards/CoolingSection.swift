import Documents
import Model

extension CoolingZone {
  /// One entry of `cooling:`. `sensors` are those that hold.
  init?(_ reader: inout MappingReader, id: String, _ records: RecordReader, sensors: [SensorRecord]) {
    let hysteresis = reader.real("hysteresis") ?? 0
    if hysteresis < 0 { reader.diagnostics.error("'hysteresis' cannot be below 0.", at: reader.node) }
    guard let by = reader.mapping("by") else {
      _ = reader.requiredNode("by")
      return nil
    }
    let entries = by.allEntries
    if entries.isEmpty {
      reader.diagnostics.error(
        "'by' names the sensors that govern the zone, and what their readings demand.", at: by.node)
    }
    let governors = entries.compactMap { sensor, key, value -> Governor? in
      guard CoolingZone.canGovern(sensor, key, records, sensors) else { return nil }
      return Governor(
        sensor: sensor, curve: CoolingZone.curve(value, of: sensor, reader.diagnostics), hysteresis: hysteresis)
    }
    self.init(id: id, governors: governors)
  }

  private static func canGovern(
    _ id: String, _ key: Node, _ records: RecordReader, _ sensors: [SensorRecord]
  ) -> Bool {
    guard records.names.resolve(id, among: [.sensor]) != nil else {
      let hint = hint(for: id, among: records.names.ids(of: [.sensor]))
      records.diagnostics.error("there is no sensor '\(id)' on this board.\(hint)", at: key)
      return false
    }
    guard let sensor = sensors.first(where: { $0.sensor.id == id })?.sensor, !sensor.isNumeric else { return true }
    records.diagnostics.error("'\(id)' has states; only a sensor that reads a number can govern fans.", at: key)
    return false
  }

  /// `[[25, 20%], [40, 100%]]`: what is read, in the unit of the sensor, and the duty that it demands.
  private static func curve(_ node: Node, of sensor: String, _ diagnostics: Diagnostics) -> [CurvePoint] {
    guard case .sequence(let items) = node.content, !items.isEmpty else {
      diagnostics.error("'\(sensor)' needs a list of points such as [[25, 20%], [40, 100%]].", at: node)
      return []
    }
    var points: [CurvePoint] = []
    for item in items {
      guard case .sequence(let pair) = item.content, pair.count == 2 else {
        diagnostics.error("a point is what is read and the duty that it demands, such as [25, 20%].", at: item)
        continue
      }
      guard let reading = pair[0].read(.real, as: sensor, diagnostics),
        let duty = pair[1].read(.percentage, as: sensor, diagnostics)
      else { continue }
      if let last = points.last, reading <= last.reading {
        diagnostics.error("the points of '\(sensor)' go up: \(reading) is not above \(last.reading).", at: pair[0])
      }
      points.append(CurvePoint(reading, duty: duty))
    }
    return points
  }
}
