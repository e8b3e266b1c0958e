import CFreeIPMI
import IPMI
import IPMIWire

/// Reads sensors.
struct SensorReader {
  let session: Session

  private static let getSensorReading: UInt8 = 0x2d

  /// One reading. A sensor that cannot be read says so in its status; only the loss of the session is thrown.
  func read(_ sensor: inout ScannedSensor) throws(SessionProblem) -> Reading {
    let key = sensor.key
    guard let owner = session.owner(of: sensor) else { return Reading(sensor: key, status: .unavailable) }
    let response: Session.Response
    do throws(SessionProblem) {
      response = try session.command(
        IPMI_NET_FN_SENSOR_EVENT_RQ, lun: key.lun, SensorReader.getSensorReading, [sensor.number], to: owner)
    } catch {
      if error.endsSession { throw error }
      return Reading(sensor: key, status: owner == .bmc ? .failed : .unavailable)
    }
    guard response.code == 0 else {
      return Reading(sensor: key, status: SensorAnswer.status(ofRefusal: response.code))
    }
    guard let answer = SensorAnswer(response.data) else { return Reading(sensor: key, status: .failed) }
    guard answer.isScanned || session.request.workarounds.contains(.ignorescanningdisabled) else {
      return Reading(sensor: key, status: .disabled)
    }
    if answer.isUnavailable { return Reading(sensor: key, status: .unavailable, raw: answer.raw) }
    guard sensor.factors != nil else {
      return Reading(sensor: key, status: .good, raw: answer.raw, states: answer.states)
    }
    guard let value = try session.value(answer.raw, of: &sensor) else {
      return Reading(sensor: key, status: .unavailable, raw: answer.raw)
    }
    return Reading(sensor: key, status: .good, raw: answer.raw, value: value, states: answer.states)
  }
}
