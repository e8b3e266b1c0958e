/// An element of a tree; cheap to copy, valid as long as it is held.
public struct XMLElement: Sendable {
  let tree: XMLTree
  let index: Int

  private var node: XMLTree.Node { tree.nodes[index] }
  private var entry: XMLNameTable.Entry { tree.names[Int(node.name)] }

  /// The number of its name in the reader's vocabulary; nil for every other name.
  public var name: Int? { entry.known }
  public var qualifiedName: XMLQualifiedName { entry.qualified }
  public var namespace: String { entry.qualified.namespace }
  public var localName: String { entry.qualified.local }

  /// Character data before the first child: all of it, in an element that has no children.
  public var text: XMLText { XMLText(tree: tree, start: Int(node.textStart), count: Int(node.textCount)) }

  public var hasChildren: Bool { node.firstChild >= 0 }
  /// True when text other than white space stands next to child elements.
  public var isMixed: Bool { node.isMixed }

  public var children: XMLChildren { XMLChildren(tree: tree, upcoming: Int(node.firstChild)) }

  public var firstChild: XMLElement? { hasChildren ? XMLElement(tree: tree, index: Int(node.firstChild)) : nil }

  /// The first child with a known name.
  public func child(_ name: Int) -> XMLElement? { children.first { $0.name == name } }

  /// The value of the attribute with a known name.
  public func attribute(_ name: Int) -> XMLText? {
    let node = node
    for place in node.firstAttribute..<node.firstAttribute + node.attributeCount {
      let attribute = tree.attributes[Int(place)]
      if tree.names[Int(attribute.name)].known == name {
        return XMLText(tree: tree, start: Int(attribute.start), count: Int(attribute.count))
      }
    }
    return nil
  }

  public struct Attribute: Sendable {
    public let number: Int?
    public let qualifiedName: XMLQualifiedName
    public let value: XMLText
  }

  /// In the order of the document; namespace declarations are not among them.
  public var attributes: some Sequence<Attribute> {
    let (tree, node) = (tree, node)
    return (node.firstAttribute..<node.firstAttribute + node.attributeCount).lazy.map { place in
      let attribute = tree.attributes[Int(place)]
      let entry = tree.names[Int(attribute.name)]
      return Attribute(
        number: entry.known, qualifiedName: entry.qualified,
        value: XMLText(tree: tree, start: Int(attribute.start), count: Int(attribute.count)))
    }
  }
}

extension XMLElement {
  /// What prefixes stand for in this element's text, the default namespace under the empty one. Put together when asked
  /// for.
  public var namespacesInScope: [String: String] {
    var found: [String: String] = [:]
    var node = 0
    while true {
      for declaration in tree.declarations where declaration.element == node {
        let name = tree.names[Int(declaration.name)].qualified
        found[name.local] = name.namespace.isEmpty ? nil : name.namespace
      }
      guard node != index else { return found }
      // Nodes are numbered in the order of the document: the way down is by the last child that is not past it.
      var next = Int(tree.nodes[node].firstChild)
      repeat {
        node = next
        next = Int(tree.nodes[node].nextSibling)
      } while next >= 0 && next <= index
    }
  }
}

/// The child elements of an element, in order.
public struct XMLChildren: Sendable, Sequence, IteratorProtocol {
  let tree: XMLTree
  var upcoming: Int

  public mutating func next() -> XMLElement? {
    guard upcoming >= 0 else { return nil }
    defer { upcoming = Int(tree.nodes[upcoming].nextSibling) }
    return XMLElement(tree: tree, index: upcoming)
  }
}
