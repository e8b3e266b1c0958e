import XML

extension WSManagementService {
  /// DSP0226 11: who is here, without any addressing if the client uses none.
  func identify(_ exchange: Exchange) -> [UInt8] {
    let messageID = exchange.headers.messageID == nil ? nil : messageIDs.next()
    var envelope = ResponseEnvelope(exchange.reply, action: nil, messageID: messageID)
    envelope.namespaces = [.identity, .dash]
    let version = exchange.isAnonymous ? identity.coarseVersion : identity.productVersion
    return envelope.write { writer in
      writer.start(Tags.identifyResponse)
      writer.element(Tags.protocolVersion, Namespace.management.uri)
      writer.element(Tags.productVendor, identity.productVendor)
      writer.element(Tags.productVersion, version)
      writer.element(Tags.dashVersion, identity.dashVersion)
      writer.start(Tags.securityProfiles)
      for profile in identity.securityProfiles {
        writer.element(Tags.securityProfileName, ServiceIdentity.securityProfilePrefix + profile)
      }
      writer.end()
      writer.element(Tags.addressingVersion, Namespace.addressing.uri)
      writer.end()
    }
  }
}
