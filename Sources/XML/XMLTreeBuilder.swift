import CLibXML2

/// Takes libxml2's SAX events and fills a tree, stopping the parser at the first bound passed.
final class XMLTreeBuilder {
  private struct Open {
    let node: Int
    var lastChild: Int32 = -1
  }

  private let names: XMLNameTable
  private let limits: XMLLimits
  private var open: [Open] = []
  private var namespaceCount = 0
  /// Set right after libxml2 made the context; used only during its callbacks.
  var context: xmlParserCtxtPtr?

  private(set) var tree: XMLTree
  private(set) var failure: XMLError?

  init(names: XMLNameTable, limits: XMLLimits) {
    self.names = names
    self.limits = limits
    tree = XMLTree(names: names)
  }

  /// Whether the outermost element has been closed.
  var isComplete: Bool { open.isEmpty && !tree.nodes.isEmpty }

  /// Starts over, in the arrays of the last tree if nobody holds it.
  func begin(encoding: XMLEncoding, expecting count: Int) {
    if isKnownUniquelyReferenced(&tree) {
      tree.removeAll()
    } else {
      tree = XMLTree(names: names)
      tree.bytes.reserveCapacity(count)
    }
    tree.encoding = encoding
    open.removeAll(keepingCapacity: true)
    namespaceCount = 0
    failure = nil
  }

  func fail(_ reason: XMLError.Reason) {
    guard failure == nil, let context else { return }
    let input = context.pointee.input
    failure = XMLError(
      reason, line: input.map { Int($0.pointee.line) } ?? 0, column: input.map { Int($0.pointee.col) } ?? 0)
    xmlStopParser(context)
  }

  func startElement(
    namespace: UnsafePointer<xmlChar>?, local: UnsafePointer<xmlChar>, namespaceCount added: Int,
    attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, attributeCount: Int
  ) {
    guard failure == nil else { return }
    namespaceCount += added
    guard namespaceCount <= limits.namespaces else { return fail(.limit(.namespaces)) }
    guard open.count < limits.depth else { return fail(.limit(.depth)) }
    guard tree.nodes.count < limits.elements else { return fail(.limit(.elements)) }
    guard let name = names.place(namespace: namespace, local: local, limit: limits.name) else {
      return fail(.limit(.name))
    }
    let place = tree.nodes.count
    tree.nodes.append(
      XMLTree.Node(
        name: name, textStart: 0, firstAttribute: Int32(tree.attributes.count), attributeCount: Int32(attributeCount)))
    if let parent = open.last {
      if parent.lastChild < 0 {
        tree.nodes[parent.node].firstChild = Int32(place)
        tree.nodes[parent.node].isMixed = hasWords(tree.nodes[parent.node])
      } else {
        tree.nodes[Int(parent.lastChild)].nextSibling = Int32(place)
      }
      open[open.count - 1].lastChild = Int32(place)
    }
    open.append(Open(node: place))
    for index in 0..<attributeCount {
      // Five pointers each: local name, prefix, namespace, begin and end of the value.
      let field = attributes! + index * 5
      guard let name = names.place(namespace: field[2], local: field[0]!, limit: limits.name) else {
        return fail(.limit(.name))
      }
      let start = tree.bytes.count
      appendAttributeValue(UnsafeBufferPointer(start: field[3], count: field[4]! - field[3]!))
      tree.attributes.append(
        XMLTree.Attribute(name: name, start: Int32(start), count: Int32(tree.bytes.count - start)))
    }
    tree.nodes[place].textStart = Int32(tree.bytes.count)
  }

  /// libxml2, told not to expand entities, hands an ampersand in a value over as `&#38;`, and nothing else that way.
  private func appendAttributeValue(_ value: UnsafeBufferPointer<xmlChar>) {
    let escape: [UInt8] = [0x26, 0x23, 0x33, 0x38, 0x3B]
    var rest = value[...]
    while let ampersand = rest.firstIndex(of: 0x26) {
      tree.bytes.append(contentsOf: rest[...ampersand])
      rest = rest[(ampersand + 1)...]
      if rest.starts(with: escape[1...]) { rest = rest.dropFirst(escape.count - 1) }
    }
    tree.bytes.append(contentsOf: rest)
  }

  func endElement() {
    guard failure == nil else { return }
    open.removeLast()
  }

  func characters(_ text: UnsafeBufferPointer<xmlChar>) {
    guard failure == nil, let element = open.last else { return }
    guard element.lastChild < 0 else {
      if !text.allSatisfy(\.isXMLSpace) { tree.nodes[element.node].isMixed = true }
      return
    }
    tree.bytes.append(contentsOf: text)
    tree.nodes[element.node].textCount += Int32(text.count)
  }

  private func hasWords(_ node: XMLTree.Node) -> Bool {
    !tree.bytes[Int(node.textStart)..<Int(node.textStart + node.textCount)].allSatisfy(\.isXMLSpace)
  }
}
