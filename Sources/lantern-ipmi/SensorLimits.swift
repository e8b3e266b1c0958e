import CFreeIPMI
import IPMIWire

/// Thresholds and hysteresis of one numeric sensor: what the BMC holds now where it can be asked, what the record
/// says otherwise.
struct SensorLimits {
  let session: Session
  let record: SDRRecord
  let factors: ReadingFactors

  private static let getSensorHysteresis: UInt8 = 0x25
  private static let getSensorThresholds: UInt8 = 0x27

  /// What a sensor lets be done with its thresholds, or its hysteresis (byte 12 of the record).
  private enum Access: UInt8 {
    case none = 0
    case readable = 1
    case settable = 2
    /// Cannot be asked for; the record has the values.
    case fixed = 3
  }

  private var thresholdAccess: Access { Access(rawValue: record[12] >> 2 & 3)! }
  private var hysteresisAccess: Access { Access(rawValue: record[12] >> 4 & 3)! }

  private var canBeAsked: Bool {
    record[6] == UInt8(IPMI_SLAVE_ADDRESS_BMC) || session.request.workarounds.contains(.assumebmcowner)
  }

  /// Bits in the order of `ThresholdValues.all`.
  var settable: UInt8 { thresholdAccess == .settable ? record[20] & 0x3f : 0 }

  func thresholds() throws(SessionProblem) -> ThresholdValues {
    // The record keeps them in bytes 37 to 42 from upper non-recoverable down to lower non-critical.
    let inRecord = (0..<6).map { record[42 - $0] }
    switch thresholdAccess {
    case .none: return ThresholdValues()
    case .fixed: return values(inRecord, mask: record[16] >> 4 & 7 | (record[18] >> 4 & 7) << 3)
    case .readable, .settable:
      if canBeAsked, let answer = try ask(SensorLimits.getSensorThresholds, [record[8]]), answer.count >= 7 {
        return values(Array(answer[1..<7]), mask: answer[0] & 0x3f)
      }
      return values(inRecord, mask: record[19] & 0x3f)
    }
  }

  private func values(_ raw: [UInt8], mask: UInt8) -> ThresholdValues {
    var values = ThresholdValues()
    for (bit, threshold) in ThresholdValues.all.enumerated() where mask >> bit & 1 != 0 {
      values[keyPath: threshold] = factors.value(raw[bit])
    }
    return values
  }

  /// Nil where there is none, or where a linearization makes it differ from value to value.
  func hysteresis() throws(SessionProblem) -> Double? {
    guard let step = factors.resolution else { return nil }
    var raw = [record[43], record[44]]
    switch hysteresisAccess {
    case .none: return nil
    case .fixed: break
    case .readable, .settable:
      if canBeAsked, let answer = try ask(SensorLimits.getSensorHysteresis, [record[8], 0xff]), answer.count >= 2 {
        raw = answer
      }
    }
    return Double(max(raw[0], raw[1])) * step
  }

  /// The data of an answer; nil when the BMC refuses.
  private func ask(_ command: UInt8, _ data: [UInt8]) throws(SessionProblem) -> [UInt8]? {
    do throws(SessionProblem) {
      let answer = try session.command(IPMI_NET_FN_SENSOR_EVENT_RQ, lun: record[7] & 3, command, data)
      return answer.code == 0 ? answer.data : nil
    } catch {
      if error.endsSession { throw error }
      return nil
    }
  }
}
