import XML

/// What an answer takes over from its request.
struct Reply: Sendable {
  /// The MessageID, however odd: clients compare it with what they sent.
  var relatesTo: XMLText?
  var resourceURI: XMLText?
  /// The reference parameters of ReplyTo, which come back as headers.
  var parameters: [XMLElement] = []
  var encoding = XMLEncoding.utf8
  /// Octets the answer may have as sent.
  var limit: Int

  init(limit: Int) { self.limit = limit }

  init(_ headers: RequestHeaders, encoding: XMLEncoding, limit: Int) {
    relatesTo = headers.messageID?.text
    resourceURI = headers.resourceURI?.text.trimmed
    parameters = headers.replyTo?.child(.referenceParameters).map { Array($0.children) } ?? []
    self.encoding = encoding
    self.limit = limit
  }

  /// Octets the answer may have before it is encoded.
  var utf8Limit: Int { encoding.isUTF16 ? limit / 2 : limit }
}
