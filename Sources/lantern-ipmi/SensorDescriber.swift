import IPMI
import IPMIWire

/// Turns a sensor's data record into the record for the agent, with the limits that are in its controller now.
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

  func describe(_ scanned: inout ScannedSensor) throws(SessionProblem) -> SensorRecord {
    let (key, record) = (scanned.key, scanned.record)
    let index = key.share ?? 0
    var sensor = SensorRecord(
      key: key, name: record.name(of: key), entityID: record[9],
      entityInstance: (record[10] & 0x7f) &+ (record.sharesEntities ? index : 0), sensorType: record[13],
      eventReadingType: record[14], units: record.units)
    sensor.factors = scanned.factors
    guard record[14] == 0x01 else {
      sensor.supportedStates = record.word(19) & 0x7fff
      return sensor
    }
    guard let factors = scanned.factors else {
      // Thresholds without values: the comparisons it can report, which the readable mask lists.
      sensor.supportedStates = UInt16(record[19] & 0x3f)
      return sensor
    }
    let limits = SensorLimits(session: session)
    sensor.thresholds = try limits.thresholds(of: &scanned)
    sensor.settableThresholds = record.settableThresholds
    sensor.hysteresis = try limits.hysteresis(of: scanned, factors)
    let specified = record[31]
    if specified & 1 != 0 { sensor.nominal = try session.value(record[32], of: &scanned) }
    if specified & 2 != 0 { sensor.normalMaximum = try session.value(record[33], of: &scanned) }
    if specified & 4 != 0 { sensor.normalMinimum = try session.value(record[34], of: &scanned) }
    if let maximum = try session.value(record[35], of: &scanned),
      let minimum = try session.value(record[36], of: &scanned), minimum != maximum
    {
      // A falling conversion (negative M, 1/x) turns the raw bounds round.
      sensor.maximumReadable = max(minimum, maximum)
      sensor.minimumReadable = min(minimum, maximum)
    }
    return sensor
  }
}
