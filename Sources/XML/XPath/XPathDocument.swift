import CLibXML2

/// One instance as libxml2 sees it, to be looked at by expressions.
///
/// Its nodes know which bytes of the instance they stand for, so that what an expression selects is copied from what
/// was rendered and not written anew. Everything is freed with it. Not for two threads at once.
public final class XPathDocument {
  let nodes: XPathNodes
  /// The document node; its only child is the instance element.
  let document: UnsafeMutablePointer<xmlDoc>
  let root: UnsafeMutablePointer<xmlNode>

  /// `instance` is one element as `XMLFragmentWriter` writes it. `namespaces` are those of all prefixes in it; the
  /// first one is the prefix of the instance's own class, which comes to lie in most names.
  public init(
    _ instance: XMLFragment, namespaces: [(prefix: String, namespace: String)], limits: XPathLimits = XPathLimits()
  ) throws(XPathError) {
    nodes = XPathNodes(text: instance.bytes, namespaces: namespaces)
    document = nodes.document
    root = try nodes.build(elements: limits.elements)
    // Gives elements numbers to be compared by; else libxml2 counts siblings each time it sorts.
    xmlXPathOrderDocElems(document)
  }

  /// The property that a node is, or belongs to.
  public struct Place: Hashable, Sendable {
    public let property: String
    /// From 0, among the elements of the same name: the items of an array.
    public let index: Int
    /// Whether the node is the element of the property, the text in it, or something deeper.
    public let part: Part

    public enum Part: Hashable, Sendable { case element, text, inner }
  }

  /// Nil for the instance itself.
  public func place(of node: XPathNode) -> Place? {
    guard node.kind != .instance else { return nil }
    var index: [String: Int] = [:]
    var next = root.pointee.children
    while let child = next {
      next = child.pointee.next
      let name = child.pointee.name.map { String(cString: $0) } ?? ""
      guard child.range.contains(node.range.lowerBound) else {
        index[name, default: 0] += 1
        continue
      }
      let isText = node.kind == .text && child.pointee.children?.range == node.range
      return Place(
        property: name, index: index[name, default: 0],
        part: node.range == child.range ? .element : isText ? .text : .inner)
    }
    return nil
  }
}

extension UnsafeMutablePointer<xmlNode> {
  /// The bytes of the instance that the node was made of.
  var range: Range<Int> {
    if pointee.type == XML_ATTRIBUTE_NODE {
      return withMemoryRebound(to: xmlAttr.self, capacity: 1) {
        Int(bitPattern: $0.pointee._private)..<Int(bitPattern: $0.pointee.psvi)
      }
    }
    return Int(bitPattern: pointee._private)..<Int(bitPattern: pointee.psvi)
  }
}
