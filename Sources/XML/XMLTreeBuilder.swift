import CLibXML2

/// Takes libxml2's SAX events and makes a tree of them, stopping the parser at the first bound passed.
struct XMLTreeBuilder {
  private struct Open {
    let node: Int
    var lastChild: Int32 = -1
  }

  private let context: xmlParserCtxtPtr
  private let limits: XMLLimits
  private(set) var names: XMLNameTable
  private var open: [Open] = []
  private var bytes: [UInt8] = []
  private var nodes: [XMLTree.Node] = []
  private var attributes: [XMLTree.Attribute] = []
  private var declarations: [XMLTree.Declaration] = []
  private var failure: XMLError?

  init(context: xmlParserCtxtPtr, vocabulary: XMLVocabulary, limits: XMLLimits) {
    self.context = context
    self.limits = limits
    names = XMLNameTable(vocabulary: vocabulary)
  }

  /// Whether the outermost element has been closed.
  var isComplete: Bool { open.isEmpty && !nodes.isEmpty }

  /// `count` is the size of the document.
  mutating func begin(expecting count: Int) {
    open.removeAll(keepingCapacity: true)
    failure = nil
    bytes.reserveCapacity(count / 2)
    nodes.reserveCapacity(count / 64 + 8)
    attributes.reserveCapacity(count / 128 + 8)
    declarations.reserveCapacity(8)
  }

  /// Hands the tree over and keeps nothing of it.
  mutating func finish(encoding: XMLEncoding) -> (XMLTree, XMLError?) {
    let tree = XMLTree(
      encoding: encoding, names: names.entries, bytes: bytes, nodes: nodes, attributes: attributes,
      declarations: declarations)
    bytes = []
    nodes = []
    attributes = []
    declarations = []
    return (tree, failure)
  }

  mutating func fail(_ reason: XMLError.Reason) {
    guard failure == nil else { return }
    let input = context.pointee.input
    failure = XMLError(
      reason, line: input.map { Int($0.pointee.line) } ?? 0, column: input.map { Int($0.pointee.col) } ?? 0)
    xmlStopParser(context)
  }

  mutating func startElement(
    namespace: UnsafePointer<xmlChar>?, local: UnsafePointer<xmlChar>,
    namespaces: UnsafeBufferPointer<UnsafePointer<xmlChar>?>,
    attributes fields: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, attributeCount: Int
  ) {
    guard failure == nil else { return }
    guard declarations.count + namespaces.count / 2 <= limits.namespaces else { return fail(.limit(.namespaces)) }
    guard open.count < limits.depth else { return fail(.limit(.depth)) }
    guard nodes.count < limits.elements else { return fail(.limit(.elements)) }
    guard let name = names.place(namespace: namespace, local: local, limit: limits.name) else {
      return fail(.limit(.name))
    }
    let place = nodes.count
    nodes.append(
      XMLTree.Node(
        name: name, textStart: 0, firstAttribute: Int32(attributes.count), attributeCount: Int32(attributeCount)))
    if let parent = open.last {
      if parent.lastChild < 0 {
        nodes[parent.node].firstChild = Int32(place)
        nodes[parent.node].isMixed = hasWords(nodes[parent.node])
      } else {
        nodes[Int(parent.lastChild)].nextSibling = Int32(place)
      }
      open[open.count - 1].lastChild = Int32(place)
    }
    open.append(Open(node: place))
    for index in stride(from: 0, to: namespaces.count, by: 2) {
      // Two pointers each: prefix, none for the default namespace, and namespace.
      guard let name = names.place(namespace: namespaces[index + 1], local: namespaces[index], limit: limits.name)
      else {
        return fail(.limit(.name))
      }
      declarations.append(XMLTree.Declaration(element: Int32(place), name: name))
    }
    for index in 0..<attributeCount {
      // Five pointers each: local name, prefix, namespace, begin and end of the value.
      let field = fields! + index * 5
      guard let name = names.place(namespace: field[2], local: field[0]!, limit: limits.name) else {
        return fail(.limit(.name))
      }
      let start = bytes.count
      bytes.append(libxml2Value: UnsafeBufferPointer(start: field[3], count: field[4]! - field[3]!))
      attributes.append(
        XMLTree.Attribute(name: name, start: Int32(start), count: Int32(bytes.count - start)))
    }
    nodes[place].textStart = Int32(bytes.count)
  }

  mutating func endElement() {
    guard failure == nil else { return }
    open.removeLast()
  }

  mutating func characters(_ text: UnsafeBufferPointer<xmlChar>) {
    guard failure == nil, let element = open.last else { return }
    guard element.lastChild < 0 else {
      if !text.allSatisfy(\.isXMLSpace) { nodes[element.node].isMixed = true }
      return
    }
    bytes.append(contentsOf: text)
    nodes[element.node].textCount += Int32(text.count)
  }

  private func hasWords(_ node: XMLTree.Node) -> Bool {
    !bytes[Int(node.textStart)..<Int(node.textStart + node.textCount)].allSatisfy(\.isXMLSpace)
  }
}

extension [UInt8] {
  /// Appends the value of an attribute or namespace declaration. libxml2, told not to expand entities, hands an
  /// ampersand over as `&#38;`, and nothing else that way.
  mutating func append(libxml2Value value: UnsafeBufferPointer<xmlChar>) {
    let rest: [UInt8] = [0x23, 0x33, 0x38, 0x3B]
    var left = value[...]
    while let ampersand = left.firstIndex(of: 0x26) {
      append(contentsOf: left[...ampersand])
      left = left[(ampersand + 1)...]
      if left.starts(with: rest) { left = left.dropFirst(rest.count) }
    }
    append(contentsOf: left)
  }
}
