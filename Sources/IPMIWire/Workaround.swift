/// Deviations of BMCs from IPMI that a session can be told of, by the names FreeIPMI's tools use for them.
public enum Workaround: String, CaseIterable, Sendable {
  /// Skip the checks of user name, authentication types and K_g before a session is opened.
  case authcap
  case intel20
  case supermicro20
  case sun20
  /// The privilege of the Open Session request, not of RAKP 1, goes into the keys.
  case opensesspriv
  case integritycheckvalue
  /// Do not check the checksums of command responses.
  case nochecksumcheck
  /// Read a value even where the record calls the sensor discrete.
  case discretereading
  /// Read sensors that say that their scanning is disabled.
  case ignorescanningdisabled
  /// Ask the BMC for sensors that its records ascribe to another controller.
  case assumebmcowner
  /// Stop reading records after the number the BMC announced.
  case assumemaxsdrrecordcount
}
