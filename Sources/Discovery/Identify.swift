internal import XML

/// An Identify as clients without credentials send it (DSP0226 11).
public enum IdentifyRequest {
  public static let contentType = "application/soap+xml;charset=UTF-8"
  /// Tells services that answer at their usual path that no credentials will come.
  public static let header = (name: "WSMANIDENTIFY", value: "unauthenticated")
  public static let body =
    #"<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" "#
    + #"xmlns:wsmid="http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd">"#
    + "<s:Header></s:Header><s:Body><wsmid:Identify></wsmid:Identify></s:Body></s:Envelope>"
}

/// What a service says of itself. All text is fit to be shown: without control characters, and bounded.
public struct IdentifyResponse: Hashable, Sendable {
  public var productVendor: String?
  public var productVersion: String?
  public var dashVersion: String?
  public var protocolVersion: String?
  /// Without the prefix that all have in common: `https/digest`.
  public var securityProfiles: [String] = []

  /// Bytes of an answer that are read.
  public static let sizeLimit = 64 << 10
  /// Security profiles that are kept, and characters of every text.
  static let profileLimit = 16
  static let textLimit = 120
  private static let profilePrefix = "http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/"

  init() {}

  /// Nil for everything that is no answer to Identify. Names are compared without their namespaces, which services in
  /// use get wrong.
  public init?(_ bytes: [UInt8]) {
    var limits = XMLLimits()
    limits.size = Self.sizeLimit
    let parser = XMLParser(vocabulary: XMLVocabulary([]), limits: limits)
    guard let tree = try? bytes.withUnsafeBytes({ try parser.parse($0) }), tree.root.localName == "Envelope",
      let body = tree.root.children.first(where: { $0.localName == "Body" }), let response = body.firstChild,
      response.localName == "IdentifyResponse"
    else { return nil }
    for element in response.children { read(element) }
  }

  private mutating func read(_ element: XMLElement) {
    switch element.localName {
    case "ProductVendor": productVendor = Self.text(element)
    case "ProductVersion": productVersion = Self.text(element)
    case "DASHVersion": dashVersion = Self.text(element)
    case "ProtocolVersion": protocolVersion = protocolVersion ?? Self.text(element)
    case "SecurityProfiles":
      for profile in element.children where profile.localName == "SecurityProfileName" {
        guard securityProfiles.count < Self.profileLimit, let name = Self.text(profile) else { break }
        securityProfiles.append(
          name.hasPrefix(Self.profilePrefix) ? String(name.dropFirst(Self.profilePrefix.count)) : name)
      }
    default: break
    }
  }

  /// The text without what a terminal could act upon; nil when nothing is left.
  private static func text(_ element: XMLElement) -> String? {
    var text = String.UnicodeScalarView()
    for scalar in element.text.trimmed.string.unicodeScalars.prefix(textLimit) {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse: text.append("?")
      default: text.append(scalar)
      }
    }
    return text.isEmpty ? nil : String(text)
  }
}
