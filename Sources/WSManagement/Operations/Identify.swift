import XML

extension WSManagementService {
  /// DSP0226 11: who is here, without any addressing if the client uses none.
  func identify(_ exchange: Exchange) -> [UInt8] {
    let messageID = exchange.headers.messageID == nil ? nil : messageIDs.next()
    var envelope = ResponseEnvelope(exchange.reply, action: nil, messageID: messageID)
    envelope.namespaces = [.identity, .dash]
    let body = exchange.isAnonymous ? introductions.toStrangers : introductions.toUsers
    return envelope.write(reserving: body.bytes.count) { $0.fragment(body) }
  }
}

/// What Identify says, which is always the same.
struct Introductions: Sendable {
  let toUsers: XMLFragment
  let toStrangers: XMLFragment

  init(_ identity: ServiceIdentity) {
    toUsers = Self.body(identity, version: identity.productVersion)
    toStrangers = Self.body(identity, version: identity.coarseVersion)
  }

  private static func body(_ identity: ServiceIdentity, version: String) -> XMLFragment {
    XMLFragment(prefix: Namespace.classPrefix) { fragment in
      fragment.plain.start(Tags.identifyResponse)
      fragment.plain.element(Tags.protocolVersion, Namespace.management.uri)
      fragment.plain.element(Tags.productVendor, identity.productVendor)
      fragment.plain.element(Tags.productVersion, version)
      fragment.plain.element(Tags.dashVersion, identity.dashVersion)
      fragment.plain.start(Tags.securityProfiles)
      for profile in identity.securityProfiles {
        fragment.plain.element(Tags.securityProfileName, ServiceIdentity.securityProfilePrefix + profile)
      }
      fragment.plain.end()
      fragment.plain.element(Tags.addressingVersion, Namespace.addressing.uri)
      fragment.plain.end()
    }
  }
}
