import CIM
import XML

/// What the `wsman:XmlFragment` of a Put holds.
enum FragmentContent {
  /// `xsi:nil`: nothing is to be there.
  case none
  case text(XMLText)
  /// Elements of properties, the items of an array together.
  case properties([(name: String, value: ArgumentValue)])

  /// `classes` are those in whose namespace the properties may be. One client sends them without a namespace.
  init(_ content: XMLElement?, of classes: [CIMClass], _ reader: ArgumentReader) throws(Fault) {
    guard let content, content.known == .xmlFragment else {
      throw .invalidFragment(
        "The body of a Put with wsman:FragmentTransfer has to be wsman:XmlFragment, not "
          + "\(content.map { Fault.shown($0.shownName) } ?? "empty").")
    }
    if content.isNil {
      self = .none
    } else if let first = content.firstChild {
      let isBare = first.namespace.isEmpty
      guard let cimClass = isBare ? classes[0] : classes.first(where: { $0.resourceURI == first.namespace }) else {
        throw Fault(
          .invalidRepresentation, .invalidNamespace,
          "\(Fault.shown(first.localName)) is in the namespace \(Fault.shown(first.namespace)); it has to be in "
            + "\(classes[0].resourceURI).")
      }
      self = .properties(
        try Representation.properties(in: content, namespace: first.namespace, of: cimClass, reader))
    } else {
      self = .text(content.text)
    }
  }
}
