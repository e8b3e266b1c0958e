import CFreeIPMI
import CPlatform
import IPMIWire

/// The power of the system a BMC manages.
struct Power {
  let session: Session

  private static let getChassisStatus: UInt8 = 0x01
  private static let chassisControl: UInt8 = 0x02
  private static let getACPIPowerState: UInt8 = 0x07

  /// What the BMC confirms, or nil when it gives no chassis status.
  func read(intervalMilliseconds: UInt32) throws(SessionProblem) -> PowerReading? {
    let status = try session.command(IPMI_NET_FN_CHASSIS_RQ, Power.getChassisStatus)
    guard status.code == 0, let first = status.data.first else { return nil }
    return PowerReading(
      isOn: first & 1 != 0, acpiState: try acpiState(), takenNanoseconds: cplatform_monotonic_nanoseconds(),
      intervalMilliseconds: intervalMilliseconds)
  }

  /// Optional in IPMI; 2Ah says "unknown".
  private func acpiState() throws(SessionProblem) -> UInt8? {
    do throws(SessionProblem) {
      let answer = try session.command(IPMI_NET_FN_APP_RQ, Power.getACPIPowerState)
      guard answer.code == 0, let first = answer.data.first, first & 0x7f != 0x2a else { return nil }
      return first & 0x7f
    } catch {
      if error.endsSession { throw error }
      return nil
    }
  }

  /// The completion code of Chassis Control.
  func control(_ code: UInt8) throws(SessionProblem) -> UInt8 {
    try session.command(IPMI_NET_FN_CHASSIS_RQ, Power.chassisControl, [code]).code
  }
}
