import CIM
import XML

/// Writes the envelope of an answer, in the one rendering that all clients can read: all namespaces on the outermost
/// element, no white space, no attributes that are not needed.
struct ResponseEnvelope {
  let reply: Reply
  /// Absent in the answer to Identify.
  var action: String?
  /// Absent in the answer to an Identify that had none.
  var messageID: String?
  /// The namespaces of the classes in the body: the first has the prefix `p`, the next `p1`.
  var classes: [String] = []
  /// The classes of embedded instances in the body, whose prefixes are their names.
  var embedded: [CIMClass] = []
  /// Namespaces that only some answers need.
  var namespaces: [Namespace] = []
  var itemCount: ItemCount?
  var requestedEPR: RequestedEPR?
  /// The header of a fragment's request, which comes back.
  var fragmentTransfer: XMLElement?
  var notUnderstood: [XMLQualifiedName] = []
  var isFault = false
  var offersUpgrade = false

  init(_ reply: Reply, action: String?, messageID: String?) {
    self.reply = reply
    self.action = action
    self.messageID = messageID
  }

  /// `size` is that of the body, as far as it is known.
  func write(reserving size: Int = 1024, _ body: (inout XMLWriter) -> Void) -> [UInt8] {
    var writer = XMLWriter(reserving: size + Self.usualHead)
    let copies = HeaderCopies(reply.parameters(ofFault: isFault), notUnderstood)
    writer.declaration(encoding: reply.encoding.name)
    writer.start(Tags.envelope, attributes: declarations(copies))
    writer.start(Tags.header)
    writeHeaders(copies, to: &writer)
    writer.end()
    writer.start(Tags.body)
    body(&writer)
    writer.end()
    writer.end()
    return writer.finished()
  }

  private func declarations(_ copies: HeaderCopies) -> [XMLAttributes] {
    var attributes = [Self.always]
    attributes.reserveCapacity(classes.count + 8)
    for (number, uri) in classes.enumerated() {
      let prefix = number == 0 ? Namespace.classPrefix : Namespace.classPrefix + String(number)
      attributes.append(XMLAttributes(declaring: prefix, as: uri))
    }
    attributes.append(Self.values)
    attributes += embedded.map { XMLAttributes(declaring: $0.name, as: $0.resourceURI) }
    attributes += namespaces.map(\.declaration)
    attributes += copies.declarations
    return attributes
  }

  private func writeHeaders(_ copies: HeaderCopies, to writer: inout XMLWriter) {
    if messageID != nil { writer.fragment(Self.to) }
    writer.element(Tags.relatesTo, reply.relatesTo)
    if let action { writer.element(Tags.action, action) }
    if let messageID { writer.element(Tags.messageID, messageID) }
    writer.element(Tags.resourceURI, reply.resourceURI)
    switch itemCount {
    case nil: break
    case .known(let count):
      writer.start(Tags.totalItemsCountEstimate)
      writer.number(UInt64(count))
      writer.end()
    case .unknown: writer.element(Tags.totalItemsCountEstimate, attributes: XMLAttributes("xsi:nil", "true"), "")
    }
    requestedEPR?.write(to: &writer)
    if let fragmentTransfer { writer.fragmentTransfer(fragmentTransfer) }
    if offersUpgrade {
      writer.start(Tags.upgrade)
      writer.element(Tags.supportedEnvelope, attributes: XMLAttributes("qname", "a:Envelope"), "")
      writer.end()
    }
    copies.write(to: &writer)
  }

  private static let to = XMLFragment(prefix: Namespace.classPrefix) {
    $0.plain.element(Tags.to, URI.anonymousText)
  }
  private static let always = declarations([.soap, .addressing, .management, .enumeration])
  private static let values = declarations([.cim, .schemaInstance])

  private static func declarations(_ namespaces: [Namespace]) -> XMLAttributes {
    XMLAttributes(namespaces.map(\.declaration))
  }

  private static let usualHead = 1280

  /// An upper bound of what `write` adds to a body, the declarations of classes aside.
  static func overhead(_ reply: Reply) -> Int {
    // The longest reference for one byte has six.
    let copied = (reply.relatesTo?.count ?? 0) + (reply.resourceURI?.count ?? 0)
    return usualHead + 6 * copied + HeaderCopies(reply.parameters(), []).size
  }

  /// What declaring one more class adds.
  static func declarationSize(_ uri: String, number: Int) -> Int {
    uri.utf8.count + "xmlns:p= ".utf8.count + 2 + (number == 0 ? 0 : String(number).utf8.count)
  }

  /// What declaring the class of an embedded instance adds.
  static func declarationSize(embedded cimClass: CIMClass) -> Int {
    cimClass.resourceURI.utf8.count + cimClass.name.utf8.count + " xmlns:=".utf8.count + 2
  }
}

extension XMLWriter {
  /// An element with text from the request, if the request had it.
  mutating func element(_ tag: XMLTag, _ content: XMLText?) {
    guard let content else { return }
    start(tag)
    text(content)
    end()
  }
}
