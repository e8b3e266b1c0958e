/// A parsed document: all text in one array of bytes, all elements in another. Nothing in it refers to the bytes it
/// was read from.
public final class XMLTree {
  struct Node {
    var name: Int32
    var firstChild: Int32 = -1
    var nextSibling: Int32 = -1
    /// Character data before the first child element.
    var textStart: Int32
    var textCount: Int32 = 0
    var firstAttribute: Int32
    var attributeCount: Int32
    /// Has text other than white space next to child elements.
    var isMixed = false
  }

  struct Attribute {
    var name: Int32
    var start: Int32
    var count: Int32
  }

  let names: XMLNameTable
  /// How the document was encoded, which is how to answer it.
  public internal(set) var encoding = XMLEncoding.utf8
  var bytes: [UInt8] = []
  var nodes: [Node] = []
  var attributes: [Attribute] = []

  init(names: XMLNameTable) { self.names = names }

  /// The outermost element.
  public var root: XMLElement { XMLElement(tree: self, index: 0) }

  func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    nodes.removeAll(keepingCapacity: true)
    attributes.removeAll(keepingCapacity: true)
  }
}
