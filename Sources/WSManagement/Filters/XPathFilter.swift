import CIM
import XML

/// An XPath filter (DSP0226 8.3). One that comes to a truth value, a number or text is a condition. One that selects the
/// instance keeps it; one that selects parts of it sends these in a `wsman:XmlFragment`.
struct XPathFilter: Sendable {
  private let expression: XPathExpression

  /// `filter` is the element of the filter, `cimClass` what is enumerated.
  init(_ filter: XMLElement, of cimClass: CIMClass) throws(Fault) {
    let text = try filter.filterText(.xpath)
    do {
      expression = try XPathExpression(
        text, prefixes: filter.namespacesInScope, assumed: cimClass.resourceURI)
    } catch {
      throw Fault(.cannotProcessFilter, nil, error.description)
    }
  }

  func item(_ rendered: RenderedInstance) throws(Fault) -> RenderedInstance? {
    let result: XPathResult
    do {
      result = try expression.evaluate(XPathDocument(rendered.object, namespaces: rendered.namespaces))
    } catch {
      throw Fault(.cannotProcessFilter, nil, error.description)
    }
    guard result.isTrue else { return nil }
    guard case .nodes(let nodes) = result, !nodes.contains(where: { $0.kind == .instance }) else { return rendered }
    return RenderedInstance(nodes.map(\.range), of: rendered)
  }
}
