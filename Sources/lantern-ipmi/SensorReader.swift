import CFreeIPMI
import Glibc
import IPMIWire

/// Reads sensors by their data records.
final class SensorReader {
  private let session: Session
  private let context: OpaquePointer

  /// Nil without memory.
  init?(session: Session) {
    guard let context = ipmi_sensor_read_ctx_create(session.context) else { return nil }
    self.session = session
    self.context = context
    _ = ipmi_sensor_read_ctx_set_flags(context, Workaround.sensorFlags(session.request.workarounds))
  }

  deinit { ipmi_sensor_read_ctx_destroy(context) }

  /// One reading. A sensor that cannot be read says so in its status; only the loss of the session is thrown.
  func read(_ key: SensorKey, _ record: SDRRecord) throws(SessionProblem) -> Reading {
    var raw: UInt8 = 0
    var value: UnsafeMutablePointer<Double>?
    var states: UInt16 = 0
    let result = ipmi_sensor_read(
      context, record.bytes, UInt32(record.bytes.count), key.share ?? 0, &raw, &value, &states)
    defer { free(value) }
    guard result >= 0 else {
      return Reading(sensor: key, status: try status(ofError: ipmi_sensor_read_ctx_errnum(context)))
    }
    guard let value else { return Reading(sensor: key, status: .good, raw: raw, states: states) }
    guard value.pointee.isFinite else { return Reading(sensor: key, status: .unavailable, raw: raw) }
    return Reading(sensor: key, status: .good, raw: raw, value: value.pointee, states: states)
  }

  private func status(ofError number: Int32) throws(SessionProblem) -> Reading.Status {
    switch number {
    case IPMI_SENSOR_READ_ERR_SENSOR_SCANNING_DISABLED:
      return .disabled
    case IPMI_SENSOR_READ_ERR_SENSOR_READING_UNAVAILABLE, IPMI_SENSOR_READ_ERR_SENSOR_READING_CANNOT_BE_OBTAINED,
      IPMI_SENSOR_READ_ERR_SENSOR_NOT_OWNED_BY_BMC, IPMI_SENSOR_READ_ERR_SENSOR_IS_SYSTEM_SOFTWARE,
      IPMI_SENSOR_READ_ERR_SENSOR_CANNOT_BE_BRIDGED, IPMI_SENSOR_READ_ERR_SENSOR_NON_LINEAR:
      return .unavailable
    case IPMI_SENSOR_READ_ERR_IPMI_ERROR:
      let problem = session.problem
      if problem.endsSession { throw problem }
      return .failed
    default:
      return .failed
    }
  }
}
