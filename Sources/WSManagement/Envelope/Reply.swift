import XML

/// What an answer takes over from its request.
struct Reply: Sendable {
  /// The MessageID, however odd: clients compare it with what they sent.
  var relatesTo: XMLText?
  var resourceURI: XMLText?
  private var replyTo: XMLElement?
  private var faultTo: XMLElement?
  var encoding = XMLEncoding.utf8
  /// Octets the answer may have as sent.
  var limit: Int

  init(encoding: XMLEncoding = .utf8, limit: Int) {
    self.encoding = encoding
    self.limit = limit
  }

  init(_ headers: RequestHeaders, encoding: XMLEncoding, limit: Int) {
    relatesTo = headers.messageID?.text
    resourceURI = headers.resourceURI?.text.trimmed
    replyTo = headers.replyTo
    faultTo = headers.faultTo
    self.encoding = encoding
    self.limit = limit
  }

  /// What comes back as headers: the reference parameters of ReplyTo or, in a fault, of FaultTo where there is one
  /// (R5.4.2-5, R5.4.3); the reference properties of the same WS-Addressing likewise.
  func parameters(ofFault isFault: Bool = false) -> [XMLElement] {
    guard let reference = isFault ? faultTo ?? replyTo : replyTo else { return [] }
    var found: [XMLElement] = []
    for part in reference.children where part.known == .referenceParameters || part.known == .referenceProperties {
      found += part.children
    }
    return found
  }

  /// What a fault that is not told whole takes over.
  func cut(to extent: FaultExtent) -> Reply {
    guard extent != .whole else { return self }
    var reply = Reply(encoding: encoding, limit: limit)
    if extent != .least { reply.relatesTo = relatesTo }
    return reply
  }

  /// Octets the answer may have before it is encoded.
  var utf8Limit: Int {
    switch encoding {
    case .utf8: limit
    // Nothing has more than twice the octets in UTF-16, nor four times as many with character references.
    case .utf16LittleEndian, .utf16BigEndian: (limit - 2) / 2
    case .latin1: limit / 4
    }
  }
}
