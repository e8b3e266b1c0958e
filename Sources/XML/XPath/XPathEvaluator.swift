import CLibXML2

/// One expression compiled by libxml2, with the context it is evaluated in. libxml2 notes things in both while it
/// evaluates, so this is not for two threads at once.
final class XPathEvaluator {
  private let context: xmlXPathContextPtr
  private let compiled: xmlXPathCompExprPtr
  /// The class's prefix first; its namespace is that of the instance at hand.
  private let namespaces: UnsafeMutableBufferPointer<xmlNs>
  private let pointers: UnsafeMutableBufferPointer<xmlNsPtr?>
  private let strings: UnsafeMutablePointer<UInt8>

  init(_ translation: XPathTranslation, limits: XPathLimits) throws(XPathError) {
    LibXML2.start
    guard let context = xmlXPathNewContext(nil) else { throw Self.noMemory }
    context.pointee.error = { _, _ in }
    guard XPathFunctions.install(in: context) else {
      xmlXPathFreeContext(context)
      throw Self.noMemory
    }
    var text = translation.text
    text.append(0)
    // Without namespaces at this moment: with them libxml2 would compile some paths in a way that fixes theirs.
    guard let compiled = xmlXPathCtxtCompile(context, text) else {
      defer { xmlXPathFreeContext(context) }
      throw Self.compileError(context.pointee.lastError, translation)
    }
    context.pointee.opLimit = UInt(limits.operations)
    self.context = context
    self.compiled = compiled
    let count = translation.namespaces.count + 1
    namespaces = .allocate(capacity: count)
    pointers = .allocate(capacity: count)
    let size = translation.namespaces.reduce(0) { $0 + $1.utf8.count + 12 }
    strings = .allocate(capacity: size + XPathTranslation.classPrefix.utf8.count + 1)
    var end = 0
    for place in 0..<count {
      var made = xmlNs()
      made.type = XML_NAMESPACE_DECL
      made.prefix = UnsafePointer(strings + end)
      end = strings.appendC(place == 0 ? XPathTranslation.classPrefix : "n\(place - 1)", at: end)
      if place > 0 {
        made.href = UnsafePointer(strings + end)
        end = strings.appendC(translation.namespaces[place - 1], at: end)
      }
      namespaces.initializeElement(at: place, to: made)
      pointers.initializeElement(at: place, to: namespaces.baseAddress! + place)
    }
  }

  deinit {
    xmlXPathFreeCompExpr(compiled)
    // Ours; the context must not see it any more.
    context.pointee.namespaces = nil
    context.pointee.nsNr = 0
    xmlXPathFreeContext(context)
    namespaces.deallocate()
    pointers.deallocate()
    strings.deallocate()
  }

  func evaluate(_ document: XPathDocument) throws(XPathError) -> XPathResult {
    context.pointee.doc = document.document
    context.pointee.node = document.root
    context.pointee.contextSize = 1
    context.pointee.proximityPosition = 1
    context.pointee.opCount = 0
    namespaces[0].href = document.root.pointee.ns?.pointee.href
    context.pointee.namespaces = pointers.baseAddress
    context.pointee.nsNr = Int32(pointers.count)
    defer {
      context.pointee.doc = nil
      context.pointee.node = nil
      namespaces[0].href = nil
    }
    guard let object = xmlXPathCompiledEval(compiled, context) else {
      throw Self.evaluationError(context.pointee.lastError)
    }
    defer { xmlXPathFreeObject(object) }
    switch object.pointee.type {
    case XPATH_BOOLEAN: return .boolean(object.pointee.boolval != 0)
    case XPATH_NUMBER: return .number(object.pointee.floatval)
    case XPATH_STRING: return .string(object.pointee.stringval.map { String(cString: $0) } ?? "")
    case XPATH_NODESET: return .nodes(selected(object.pointee.nodesetval, document))
    default: throw XPathError(.type, "The expression comes to something that cannot be sent.")
    }
  }

  private func selected(_ set: xmlNodeSetPtr?, _ document: XPathDocument) -> [XPathNode] {
    guard let set else { return [] }
    var found: [XPathNode] = []
    found.reserveCapacity(Int(set.pointee.nodeNr))
    for place in 0..<Int(set.pointee.nodeNr) {
      guard let node = set.pointee.nodeTab[place] else { continue }
      switch node.pointee.type {
      case XML_DOCUMENT_NODE: found.append(XPathNode(kind: .instance, range: document.root.range))
      case XML_ELEMENT_NODE:
        found.append(XPathNode(kind: node == document.root ? .instance : .element, range: node.range))
      case XML_TEXT_NODE: found.append(XPathNode(kind: .text, range: node.range))
      case XML_ATTRIBUTE_NODE: found.append(XPathNode(kind: .attribute, range: node.range))
      default: break
      }
    }
    // What stands first is first; an element stands before what is in it.
    found.sort { $0.range.lowerBound < $1.range.lowerBound }
    if found.count > 1, found[0] == found[1] { found.removeFirst() }
    return found
  }

  private static let noMemory = XPathError(.limit, "There is no memory left for this expression.")

  /// What our own look at the expression let pass.
  private static func compileError(_ error: xmlError, _ translation: XPathTranslation) -> XPathError {
    let column = translation.column(Int(error.int1))
    switch error.xpathCode {
    case XPATH_RECURSION_LIMIT_EXCEEDED, XPATH_MEMORY_ERROR:
      return XPathError(.limit, "The expression is more than this service accepts.", column: column)
    case XPATH_INVALID_CHAR_ERROR, XPATH_ENCODING_ERROR:
      return XPathError(.syntax, "There is a character that has no meaning here.", column: column)
    default:
      return XPathError(.syntax, "This is no expression of XPath 1.0.", column: column)
    }
  }

  private static func evaluationError(_ error: xmlError) -> XPathError {
    switch error.xpathCode {
    case XPATH_OP_LIMIT_EXCEEDED, XPATH_RECURSION_LIMIT_EXCEEDED, XPATH_MEMORY_ERROR, XPATH_STACK_ERROR:
      XPathError(.limit, "The expression takes more work than this service does for one instance.")
    case XPATH_INVALID_TYPE, XPATH_INVALID_OPERAND, XPATH_INVALID_ARITY:
      XPathError(.type, "A function or operator has an argument of a type that it cannot have.")
    default: XPathError(.type, "The expression has no result.")
    }
  }
}

extension xmlError {
  fileprivate var xpathCode: xmlXPathError {
    xmlXPathError(rawValue: UInt32(clamping: Int(code) - Int(XML_XPATH_EXPRESSION_OK.rawValue)))
  }
}
