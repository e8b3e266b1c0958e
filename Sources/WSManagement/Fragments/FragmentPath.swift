import CIM
import XML

/// What a `wsman:FragmentTransfer` header says: the part of an instance that a Get or Put is about (DSP0226 7.7).
struct FragmentPath: Sendable {
  let header: XMLElement
  let expression: XPathExpression
  private let action: Action

  /// `cimClass` is that of the resource URI.
  init(_ header: XMLElement, of cimClass: CIMClass, _ action: Action) throws(Fault) {
    self.header = header
    self.action = action
    if let dialect = header.attribute(.dialect)?.trimmed, !dialect.isEmpty, dialect != URI.xpath {
      throw Fault(
        .fragmentDialectNotSupported, nil, "The fragment dialect \(Fault.shown(dialect.string)) is not supported.",
        supplement: .fragmentDialects([URI.xpath.description]))
    }
    guard !header.hasChildren else {
      throw Self.fault("It has to hold an XPath expression, and no elements.", action)
    }
    do {
      expression = try XPathExpression(
        header.text.string, prefixes: header.namespacesInScope, assumed: cimClass.resourceURI)
    } catch {
      throw Self.fault(error.description, action)
    }
  }

  /// The value of the expression for an instance, with the document it was looked for in.
  func evaluate(_ rendered: RenderedInstance) throws(Fault) -> (XPathResult, XPathDocument) {
    do {
      let document = try XPathDocument(rendered.object, namespaces: rendered.namespaces)
      return (try expression.evaluate(document), document)
    } catch {
      throw Self.fault(error.description, action)
    }
  }

  private static func fault(_ why: String, _ action: Action) -> Fault {
    let reason = "wsman:FragmentTransfer cannot be used. \(why)"
    return action == .put ? .invalidFragment(reason) : Fault(.cannotProcessFilter, nil, reason)
  }
}

extension XMLText {
  fileprivate static func != (text: XMLText, literal: StaticString) -> Bool { !(text == literal) }
}
