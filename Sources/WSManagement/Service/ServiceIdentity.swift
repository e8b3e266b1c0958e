/// What Identify says of this service. One client reads every one of these without looking whether it is there.
public struct ServiceIdentity: Hashable, Sendable {
  public var productVendor: String
  public var productVersion: String
  /// `1.1.0`: the version of DASH whose profiles are followed.
  public var dashVersion: String
  /// The ends of security profile URIs: `http/digest`, `https/basic`; clients have room for ten.
  public var securityProfiles: [String]

  public init(productVendor: String, productVersion: String, dashVersion: String, securityProfiles: [String]) {
    self.productVendor = productVendor
    self.productVersion = productVersion
    self.dashVersion = dashVersion
    self.securityProfiles = securityProfiles
  }

  /// What clients that have not said who they are may know: the version up to its first dot, since the rest tells which
  /// defects to try (DSP0226 11). It is never left out: one client reads it unseen.
  var coarseVersion: String { String(productVersion.prefix { $0 != "." }) }

  static let securityProfilePrefix = "http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/"
}
