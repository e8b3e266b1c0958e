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

  static let securityProfilePrefix = "http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/"
}
