import IPMI
import IPMIWire

/// A sensor to be read, and how.
struct ScannedSensor {
  var key: SensorKey
  var record: SDRRecord
  var factors: ReadingFactors?
  /// Of a non-linear sensor: what the controller said of each raw byte so far. Two hundred and fifty-six at most.
  var factorsByRaw: [UInt8: ReadingFactors] = [:]

  init(key: SensorKey, record: SDRRecord, workarounds: [Workaround]) {
    self.key = key
    self.record = record
    // Discrete sensors may have an analog reading in their records that means nothing.
    let isAnalog = record[14] == 0x01 || workarounds.contains(.discretereading)
    factors = isAnalog ? record.factors : nil
  }

  /// The number to ask for.
  var number: UInt8 { key.number &+ (key.share ?? 0) }
  /// How its controller counts the thresholds that the agent shows.
  var hasThresholds: Bool { factors != nil && record[14] == 0x01 }
}

extension Session {
  private static let getSensorReadingFactors: UInt8 = 0x23

  /// Who has the sensor; nil for software, and for satellite controllers unless the board asks for them.
  func owner(of sensor: ScannedSensor) -> Controller? {
    let owner = sensor.key.owner
    if owner == 0x20 || request.workarounds.contains(.assumebmcowner) { return .bmc }
    guard owner & 1 == 0, request.isBridging else { return nil }
    return .satellite(channel: sensor.record[7] >> 4, address: owner)
  }

  /// The value of a raw byte; nil where there is none.
  func value(_ raw: UInt8, of sensor: inout ScannedSensor) throws(SessionProblem) -> Double? {
    guard let factors = sensor.factors else { return nil }
    guard factors.isNonLinear else { return factors.value(raw) }
    if let known = sensor.factorsByRaw[raw] { return known.value(raw) }
    guard let owner = owner(of: sensor),
      let answer = try ask(
        0x04, lun: sensor.key.lun, Session.getSensorReadingFactors, [sensor.number, raw], of: owner),
      let asked = SensorFactors.parse(answer, format: factors.format)
    else { return nil }
    sensor.factorsByRaw[raw] = asked
    return asked.value(raw)
  }

  /// The values of all raw bytes. For a non-linear sensor that is a command for each one not known yet.
  func allValues(of sensor: inout ScannedSensor) throws(SessionProblem) -> [Double?] {
    var values: [Double?] = []
    for raw in 0...255 { values.append(try value(UInt8(raw), of: &sensor)) }
    return values
  }
}
