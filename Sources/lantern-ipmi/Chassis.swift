import CFreeIPMI
import CPlatform
import IPMI
import IPMIWire

/// The chassis of the system a BMC manages: its power, its boot flags, its identify light.
struct Chassis {
  let session: Session

  private static let getChassisStatus: UInt8 = 0x01
  private static let chassisControl: UInt8 = 0x02
  private static let chassisIdentify: UInt8 = 0x04
  private static let getSystemRestartCause: UInt8 = 0x07
  private static let setSystemBootOptions: UInt8 = 0x08
  private static let getSystemBootOptions: UInt8 = 0x09
  private static let getACPIPowerState: UInt8 = 0x07

  /// The answer to Get Chassis Status (IPMI 2.0 section 28.2).
  struct Status {
    var isOn: Bool
    var restorePolicy: UInt8?
    var identify: UInt8?
  }

  /// Nil when the BMC gives no chassis status.
  func status() throws(SessionProblem) -> Status? {
    let answer = try session.command(IPMI_NET_FN_CHASSIS_RQ, Chassis.getChassisStatus)
    guard answer.code == 0, let power = answer.data.first else { return nil }
    let policy = power >> 5 & 3
    // The identify state is there only where the BMC says that it tells it.
    let miscellaneous = answer.data.count > 2 ? answer.data[2] : 0
    return Status(
      isOn: power & 1 != 0, restorePolicy: policy < 3 ? policy : nil,
      identify: miscellaneous & 0x40 != 0 ? miscellaneous >> 4 & 3 : nil)
  }

  /// Optional in IPMI; 2Ah says "unknown".
  func acpiState() throws(SessionProblem) -> UInt8? {
    guard let first = try session.ask(IPMI_NET_FN_APP_RQ, Chassis.getACPIPowerState)?.first,
      first & 0x7f != 0x2a
    else { return nil }
    return first & 0x7f
  }

  /// Optional; 0 says "unknown".
  func restartCause() throws(SessionProblem) -> UInt8? {
    guard let first = try session.ask(IPMI_NET_FN_CHASSIS_RQ, Chassis.getSystemRestartCause)?.first,
      first & 0x0f != 0
    else { return nil }
    return first & 0x0f
  }

  /// The completion code of Chassis Control.
  func control(_ code: UInt8) throws(SessionProblem) -> UInt8 {
    try session.command(IPMI_NET_FN_CHASSIS_RQ, Chassis.chassisControl, [code]).code
  }

  /// On until switched off, or off. BMCs older than IPMI 2.0 know only a while: they get the longest there is.
  func identify(_ isOn: Bool) throws(SessionProblem) -> UInt8 {
    let code = try session.command(IPMI_NET_FN_CHASSIS_RQ, Chassis.chassisIdentify, isOn ? [0, 1] : [0]).code
    guard isOn, code != 0 else { return code }
    return try session.command(IPMI_NET_FN_CHASSIS_RQ, Chassis.chassisIdentify, [0xff]).code
  }

  /// Nil where the BMC has no boot flags.
  func bootFlags() throws(SessionProblem) -> BootFlags? {
    try session.ask(IPMI_NET_FN_CHASSIS_RQ, Chassis.getSystemBootOptions, [BootFlags.parameter, 0, 0])
      .flatMap { BootFlags(answer: $0) }
  }

  func setBoot(device: UInt8?, once: Bool) throws(SessionProblem) -> UInt8 {
    guard let flags = try bootFlags() else { return Chassis.parameterNotSupported }
    // Parameter 3: the flags stay valid when no power command comes within a minute. BMCs that do not know it refuse.
    _ = try session.ask(IPMI_NET_FN_CHASSIS_RQ, Chassis.setSystemBootOptions, [3, 0x08])
    return try session.command(
      IPMI_NET_FN_CHASSIS_RQ, Chassis.setSystemBootOptions, flags.choosing(device, once: once).data
    ).code
  }

  private static let parameterNotSupported: UInt8 = 0x80
}
