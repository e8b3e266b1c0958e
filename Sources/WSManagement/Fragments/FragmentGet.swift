import CIM
import XML

extension WSManagementService {
  /// A Get with the header wsman:FragmentTransfer (DSP0226 7.7).
  func getFragment(_ exchange: Exchange, _ header: XMLElement) throws(Fault) -> [UInt8] {
    try exchange.expectEmptyBody()
    let cimClass = try targetClass(exchange)
    let path = try FragmentPath(header, of: cimClass, .get)
    return try fragment(path, of: readableInstance(of: cimClass, exchange), .get, exchange)
  }

  /// The answer that carries what a path selects: nodes as they stand in the instance, a truth value, number or text as
  /// text; nil where there is nothing. The header comes back with it.
  func fragment(
    _ path: FragmentPath, of instance: Instance, _ action: Action, _ exchange: Exchange
  ) throws(Fault) -> [UInt8] {
    let rendered = cache.rendered(instance)
    let result = try path.evaluate(rendered).0
    var envelope = ResponseEnvelope(exchange.reply, action: action.response, messageID: messageIDs.next())
    envelope.classes = [rendered.cimClass.resourceURI]
    envelope.embedded = rendered.embedded
    envelope.requestedEPR = requestedEPR(of: instance, exchange)
    envelope.fragmentTransfer = path.header
    return envelope.write { writer in
      if case .nodes(let nodes) = result {
        guard !nodes.isEmpty else {
          return writer.element(Tags.xmlFragment, attributes: XMLAttributes("xsi:nil", "true"), "")
        }
        writer.fragment(XMLFragment(Tags.xmlFragment, holding: nodes.map { rendered.object.part($0.range) }))
      } else {
        writer.element(Tags.xmlFragment, result.text ?? "")
      }
    }
  }
}

extension XMLWriter {
  /// The header as it came. It has to be understood: without it the body would be taken for a whole instance.
  mutating func fragmentTransfer(_ header: XMLElement) {
    var attributes = [XMLAttributes("a:mustUnderstand", "true")]
    if let dialect = header.attribute(.dialect) { attributes.append(XMLAttributes("Dialect", dialect.string)) }
    start(Tags.fragmentTransfer, attributes: attributes)
    text(header.text)
    end()
  }
}
