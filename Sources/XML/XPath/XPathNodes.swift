import CLibXML2
import Glibc

/// Builds libxml2's nodes for the bytes of one instance.
///
/// The nodes lie in few pieces of memory of our own, and their texts and names in a copy of the bytes, each ended by a
/// zero where its `<`, `>`, `=` or `"` was. libxml2 only reads them: it frees no nodes but those it makes itself, for
/// the namespace axis, which no expression has.
final class XPathNodes {
  let document = UnsafeMutablePointer<xmlDoc>.allocate(capacity: 1)
  private let bytes: UnsafeMutableBufferPointer<UInt8>
  private let namespaces: UnsafeMutableBufferPointer<xmlNs>
  private let strings: UnsafeMutablePointer<UInt8>
  private var nodePieces: [UnsafeMutablePointer<xmlNode>] = []
  private var nodeCount = 0
  private var attributePieces: [UnsafeMutablePointer<xmlAttr>] = []
  private var attributeCount = 0

  private static let nodesPerPiece = 64
  private static let attributesPerPiece = 16

  init(text: [UInt8], namespaces given: [(prefix: String, namespace: String)]) {
    bytes = .allocate(capacity: text.count + 1)
    _ = bytes.initialize(from: text)
    bytes.initializeElement(at: text.count, to: 0)
    document.initialize(to: xmlDoc())
    document.pointee.type = XML_DOCUMENT_NODE
    document.pointee.doc = document
    document.pointee.psvi = UnsafeMutableRawPointer(bitPattern: text.count)
    namespaces = .allocate(capacity: given.count)
    let size = given.reduce(0) { $0 + $1.prefix.utf8.count + $1.namespace.utf8.count + 2 }
    strings = .allocate(capacity: size + Self.textName.utf8CodeUnitCount + 1)
    var end = Self.textName.withUTF8Buffer { strings.appendC($0, at: 0) }
    for (place, (prefix, namespace)) in given.enumerated() {
      var made = xmlNs()
      made.type = XML_NAMESPACE_DECL
      made.prefix = UnsafePointer(strings + end)
      end = strings.appendC(prefix, at: end)
      made.href = UnsafePointer(strings + end)
      end = strings.appendC(namespace, at: end)
      namespaces.initializeElement(at: place, to: made)
    }
  }

  deinit {
    document.deallocate()
    bytes.deallocate()
    namespaces.deallocate()
    strings.deallocate()
    for piece in nodePieces { piece.deallocate() }
    for piece in attributePieces { piece.deallocate() }
  }

  /// As libxml2 names its text nodes.
  private static let textName: StaticString = "text"

  /// The instance element with all that is in it.
  func build(elements limit: Int) throws(XPathError) -> UnsafeMutablePointer<xmlNode> {
    let end = bytes.count - 1
    guard end > 0, bytes[0] == UInt8(ascii: "<") else { throw Self.notCanonical }
    var root: UnsafeMutablePointer<xmlNode>?
    var open: UnsafeMutablePointer<xmlNode>?
    var elements = 0
    var place = 0
    repeat {
      // A tag begins here, though its `<` may have been overwritten.
      if bytes[place + 1] == UInt8(ascii: "/") {
        guard let element = open, let close = find(UInt8(ascii: ">"), from: place) else { throw Self.notCanonical }
        place = close + 1
        element.pointee.psvi = UnsafeMutableRawPointer(bitPattern: place)
        open = element.pointee.parent
        if element == root { open = nil }
      } else {
        elements += 1
        guard elements <= limit else {
          throw XPathError(.limit, "The instance has more than \(limit) elements, too many to be looked through.")
        }
        guard root == nil || open != nil else { throw Self.notCanonical }
        let element = try startTag(&place)
        if let parent = open { parent.append(element) } else { attachRoot(element) }
        root = root ?? element
        open = element
      }
      guard let parent = open else { break }
      guard place < end, let tag = find(UInt8(ascii: "<"), from: place) else { throw Self.notCanonical }
      if tag > place {
        parent.append(textNode(place..<tag))
        place = tag
      }
    } while true
    guard let root, place == end else { throw Self.notCanonical }
    return root
  }

  private func attachRoot(_ element: UnsafeMutablePointer<xmlNode>) {
    document.pointee.children = element
    document.pointee.last = element
    document.withMemoryRebound(to: xmlNode.self, capacity: 1) { element.pointee.parent = $0 }
  }

  private static let notCanonical = XPathError(.document, "The instance cannot be looked through.")

  /// Past the start tag at `place`, which begins with a prefix and a colon.
  private func startTag(_ place: inout Int) throws(XPathError) -> UnsafeMutablePointer<xmlNode> {
    let element = node(XML_ELEMENT_NODE, at: place)
    let (name, namespace) = try name(from: place + 1, &place)
    element.pointee.name = UnsafePointer(bytes.baseAddress! + name)
    element.pointee.ns = namespace
    var last: UnsafeMutablePointer<xmlAttr>?
    while bytes[place] == UInt8(ascii: " ") {
      bytes[place] = 0
      let attribute = try attribute(&place, of: element)
      if let last {
        last.pointee.next = attribute
        attribute.pointee.prev = last
      } else {
        element.pointee.properties = attribute
      }
      last = attribute
    }
    guard bytes[place] == UInt8(ascii: ">") else { throw Self.notCanonical }
    bytes[place] = 0
    place += 1
    return element
  }

  /// Where a local name begins, with its namespace. `place` comes to lie past it, on a byte still to be looked at.
  private func name(
    from start: Int, _ place: inout Int
  ) throws(XPathError) -> (Int, UnsafeMutablePointer<xmlNs>?) {
    var local = start
    var end = start
    while !bytes[end].endsName {
      if bytes[end] == UInt8(ascii: ":") { local = end + 1 }
      end += 1
    }
    place = end
    if local == start { return (local, nil) }
    let length = local - start - 1
    for index in namespaces.indices {
      let prefix = namespaces[index].prefix!
      if memcmp(prefix, bytes.baseAddress! + start, length) == 0 && prefix[length] == 0 {
        return (local, namespaces.baseAddress! + index)
      }
    }
    throw Self.notCanonical
  }

  /// ` name="value"`, with `place` on the space.
  private func attribute(
    _ place: inout Int, of element: UnsafeMutablePointer<xmlNode>
  ) throws(XPathError) -> UnsafeMutablePointer<xmlAttr> {
    let attribute = attribute()
    attribute.pointee.type = XML_ATTRIBUTE_NODE
    attribute.pointee.doc = document
    attribute.pointee.parent = element
    let (name, namespace) = try name(from: place + 1, &place)
    attribute.pointee.name = UnsafePointer(bytes.baseAddress! + name)
    attribute.pointee.ns = namespace
    guard bytes[place] == UInt8(ascii: "="), bytes[place + 1] == UInt8(ascii: "\""),
      let quote = find(UInt8(ascii: "\""), from: place + 2)
    else { throw Self.notCanonical }
    bytes[place] = 0
    let value = textNode((place + 2)..<quote)
    attribute.pointee._private = value.pointee._private
    attribute.pointee.psvi = value.pointee.psvi
    attribute.pointee.children = value
    attribute.pointee.last = value
    attribute.withMemoryRebound(to: xmlNode.self, capacity: 1) { value.pointee.parent = $0 }
    place = quote + 1
    return attribute
  }

  /// Text in place: references resolved, ended by a zero.
  private func textNode(_ range: Range<Int>) -> UnsafeMutablePointer<xmlNode> {
    let text = node(XML_TEXT_NODE, at: range.lowerBound)
    text.pointee.psvi = UnsafeMutableRawPointer(bitPattern: range.upperBound)
    text.pointee.name = UnsafePointer(strings)
    text.pointee.content = bytes.baseAddress! + range.lowerBound
    bytes[bytes.resolveReferences(in: range)] = 0
    return text
  }

  private func node(_ type: xmlElementType, at place: Int) -> UnsafeMutablePointer<xmlNode> {
    let slot = nodeCount % Self.nodesPerPiece
    if slot == 0 { nodePieces.append(.allocate(capacity: Self.nodesPerPiece)) }
    nodeCount += 1
    let node = nodePieces[nodePieces.count - 1] + slot
    node.initialize(to: xmlNode())
    node.pointee.type = type
    node.pointee.doc = document
    node.pointee._private = UnsafeMutableRawPointer(bitPattern: place)
    return node
  }

  private func attribute() -> UnsafeMutablePointer<xmlAttr> {
    let slot = attributeCount % Self.attributesPerPiece
    if slot == 0 { attributePieces.append(.allocate(capacity: Self.attributesPerPiece)) }
    attributeCount += 1
    let attribute = attributePieces[attributePieces.count - 1] + slot
    attribute.initialize(to: xmlAttr())
    return attribute
  }

  private func find(_ byte: UInt8, from start: Int) -> Int? {
    let base = bytes.baseAddress!
    guard let hit = memchr(base + start, Int32(byte), bytes.count - start) else { return nil }
    return UnsafeMutableRawPointer(hit) - UnsafeMutableRawPointer(base)
  }
}

extension UnsafeMutablePointer<xmlNode> {
  /// Adds a last child.
  fileprivate func append(_ child: UnsafeMutablePointer<xmlNode>) {
    child.pointee.parent = self
    if let last = pointee.last {
      last.pointee.next = child
      child.pointee.prev = last
    } else {
      pointee.children = child
    }
    pointee.last = child
  }
}

extension UnsafeMutableBufferPointer<UInt8> {
  /// Makes `&lt;` and the like the characters they stand for. Returns the end of what is left.
  fileprivate func resolveReferences(in range: Range<Int>) -> Int {
    guard let base = baseAddress, memchr(base + range.lowerBound, 0x26, range.count) != nil else {
      return range.upperBound
    }
    var (from, to) = (range.lowerBound, range.lowerBound)
    while from < range.upperBound {
      if self[from] == 0x26, let end = self[from..<range.upperBound].firstIndex(of: UInt8(ascii: ";")) {
        self[to] = character(of: from + 1)
        from = end + 1
      } else {
        self[to] = self[from]
        from += 1
      }
      to += 1
    }
    return to
  }

  /// Only these are ever written, and they differ in their first letters.
  private func character(of place: Int) -> UInt8 {
    switch (self[place], self[place + 1]) {
    case (UInt8(ascii: "l"), _): UInt8(ascii: "<")
    case (UInt8(ascii: "g"), _): UInt8(ascii: ">")
    case (UInt8(ascii: "a"), _): UInt8(ascii: "&")
    case (UInt8(ascii: "q"), _): UInt8(ascii: "\"")
    case (_, UInt8(ascii: "9")): 0x09
    default: self[place + 2] == UInt8(ascii: "0") ? 0x0A : 0x0D
    }
  }
}

extension UnsafeMutablePointer<UInt8> {
  /// The string with its zero; returns the place after it.
  func appendC(_ text: UnsafeBufferPointer<UInt8>, at place: Int) -> Int {
    for (offset, byte) in text.enumerated() { (self + place + offset).initialize(to: byte) }
    (self + place + text.count).initialize(to: 0)
    return place + text.count + 1
  }

  func appendC(_ text: String, at place: Int) -> Int {
    var text = text
    return text.withUTF8 { appendC($0, at: place) }
  }
}

extension UInt8 {
  fileprivate var endsName: Bool {
    self == UInt8(ascii: ">") || self == UInt8(ascii: " ") || self == UInt8(ascii: "=") || self == 0
  }
}
