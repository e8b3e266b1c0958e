/// A parsed document: all text in one array of bytes, all elements in another. Nothing in it refers to the bytes it
/// was read from.
public final class XMLTree: Sendable {
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

  /// A prefix declared.
  struct Declaration {
    var element: Int32
    /// The prefix, empty for the default namespace, as the local name in the namespace that it stands for.
    var name: Int32
  }

  /// How the document was encoded, which is how to answer it.
  public let encoding: XMLEncoding
  let names: [XMLNameTable.Entry]
  let bytes: [UInt8]
  let nodes: [Node]
  let attributes: [Attribute]
  /// In the order of the document.
  let declarations: [Declaration]

  init(
    encoding: XMLEncoding, names: [XMLNameTable.Entry], bytes: [UInt8], nodes: [Node], attributes: [Attribute],
    declarations: [Declaration]
  ) {
    self.encoding = encoding
    self.names = names
    self.bytes = bytes
    self.nodes = nodes
    self.attributes = attributes
    self.declarations = declarations
  }

  /// The outermost element.
  public var root: XMLElement { XMLElement(tree: self, index: 0) }
}
