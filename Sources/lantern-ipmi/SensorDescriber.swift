import CFreeIPMI
import IPMIWire

/// Turns a sensor's data record into the record for the agent, with the limits that are in the BMC now.
struct SensorDescriber {
  let session: Session

  /// The sensors of a full or compact record; none for other records.
  static func keys(of record: SDRRecord) -> [SensorKey] {
    guard record.kind == .fullSensor || record.kind == .compactSensor else { return [] }
    let key = SensorKey(owner: record[6], lun: record[7] & 3, number: record[8])
    guard record.shareCount > 1 else { return [key] }
    return (0..<record.shareCount).map { index in
      var shared = key
      shared.share = index
      return shared
    }
  }

  func describe(_ key: SensorKey, _ record: SDRRecord) throws(SessionProblem) -> SensorRecord {
    let index = key.share ?? 0
    var sensor = SensorRecord(
      key: key, name: record.name(of: key), entityID: record[9],
      entityInstance: (record[10] & 0x7f) &+ (record.sharesEntities ? index : 0), sensorType: record[13],
      eventReadingType: record[14], units: record.units)
    guard record[14] == IPMI_EVENT_READING_TYPE_CODE_THRESHOLD else {
      sensor.supportedStates = record.word(19) & 0x7fff
      return sensor
    }
    guard let factors = record.factors else {
      // Thresholds without values: the comparisons it can report, which the readable mask lists.
      sensor.supportedStates = UInt16(record[19] & 0x3f)
      return sensor
    }
    sensor.factors = factors
    let limits = SensorLimits(session: session, record: record, factors: factors)
    sensor.thresholds = try limits.thresholds()
    sensor.settableThresholds = limits.settable
    sensor.hysteresis = try limits.hysteresis()
    let specified = record[31]
    if specified & 1 != 0 { sensor.nominal = factors.value(record[32]) }
    if specified & 2 != 0 { sensor.normalMaximum = factors.value(record[33]) }
    if specified & 4 != 0 { sensor.normalMinimum = factors.value(record[34]) }
    if let maximum = factors.value(record[35]), let minimum = factors.value(record[36]), minimum != maximum {
      // A falling conversion (negative M, 1/x) turns the raw bounds round.
      sensor.maximumReadable = max(minimum, maximum)
      sensor.minimumReadable = min(minimum, maximum)
    }
    return sensor
  }
}
