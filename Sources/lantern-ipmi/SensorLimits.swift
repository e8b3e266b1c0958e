import CFreeIPMI
import IPMI
import IPMIWire

/// Thresholds and hysteresis of numeric sensors: what the controller holds now where it can be asked, what the record
/// says otherwise.
struct SensorLimits {
  let session: Session

  private static let getSensorHysteresis: UInt8 = 0x25
  private static let setSensorThresholds: UInt8 = 0x26
  private static let getSensorThresholds: UInt8 = 0x27

  func thresholds(of sensor: inout ScannedSensor) throws(SessionProblem) -> ThresholdValues {
    let raw = try rawThresholds(of: sensor)
    var values = ThresholdValues()
    for (bit, threshold) in ThresholdValues.all.enumerated() where raw.mask >> bit & 1 != 0 {
      values[keyPath: threshold] = try session.value(raw.values[bit], of: &sensor)
    }
    return values
  }

  private func rawThresholds(of sensor: ScannedSensor) throws(SessionProblem) -> RawThresholds {
    let record = sensor.record
    let stated = RawThresholds(mask: record.readableThresholds, values: record.statedThresholds)
    switch record.thresholdAccess {
    case .none, .fixed: return stated
    case .readable, .settable:
      let answer = try ask(SensorLimits.getSensorThresholds, [sensor.number], sensor)
      return answer.flatMap { RawThresholds(answer: $0) } ?? stated
    }
  }

  /// Writes the raw limits nearest to `wanted`; the completion code of the controller.
  func set(_ wanted: ThresholdValues, of sensor: inout ScannedSensor) throws(SessionProblem) -> UInt8 {
    let values = try session.allValues(of: &sensor)
    return try set(RawThresholds(nearest: wanted) { values[Int($0)] }, of: sensor)
  }

  /// Back to what the record states.
  func restore(_ sensor: ScannedSensor) throws(SessionProblem) -> UInt8 {
    try set(
      RawThresholds(mask: sensor.record.settableThresholds, values: sensor.record.statedThresholds), of: sensor)
  }

  private func set(_ raw: RawThresholds, of sensor: ScannedSensor) throws(SessionProblem) -> UInt8 {
    guard let owner = session.owner(of: sensor) else {
      throw SessionProblem(
        kind: "command-failed",
        message: "The sensor belongs to a controller behind the BMC, which the board file does not let be asked.",
        endsSession: false)
    }
    return try session.command(
      IPMI_NET_FN_SENSOR_EVENT_RQ, lun: sensor.key.lun, SensorLimits.setSensorThresholds,
      [sensor.number, raw.mask] + raw.values, to: owner
    ).code
  }

  /// Nil where there is none, or where a linearization makes it differ from value to value.
  func hysteresis(of sensor: ScannedSensor, _ factors: ReadingFactors) throws(SessionProblem) -> Double? {
    guard let step = factors.resolution else { return nil }
    var raw = [sensor.record[43], sensor.record[44]]
    switch sensor.record.hysteresisAccess {
    case .none: return nil
    case .fixed: break
    case .readable, .settable:
      let answer = try ask(SensorLimits.getSensorHysteresis, [sensor.number, 0xff], sensor)
      if let answer, answer.count >= 2 { raw = answer }
    }
    return Double(max(raw[0], raw[1])) * step
  }

  private func ask(_ command: UInt8, _ data: [UInt8], _ sensor: ScannedSensor) throws(SessionProblem) -> [UInt8]? {
    guard let owner = session.owner(of: sensor) else { return nil }
    return try session.ask(IPMI_NET_FN_SENSOR_EVENT_RQ, lun: sensor.key.lun, command, data, of: owner)
  }
}
