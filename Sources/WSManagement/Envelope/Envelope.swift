import XML

/// A request read as far as its headers and the kind of its body.
struct Envelope {
  let headers: RequestHeaders
  /// The one element of the body; nil when it is empty.
  let content: XMLElement?
  /// What is wrong with the frame itself. The headers hold what could be read nevertheless, so that the fault can
  /// relate to its request.
  let defect: Fault?

  init(_ tree: XMLTree) {
    let root = tree.root
    guard root.known == .envelope else {
      headers = RequestHeaders(nil)
      content = nil
      defect = Self.noEnvelope(root)
      return
    }
    var header: XMLElement?
    var body: XMLElement?
    var misplaced: XMLElement?
    for element in root.children {
      switch element.known {
      case .header where header == nil && body == nil: header = element
      case .body where body == nil: body = element
      default: misplaced = misplaced ?? element
      }
    }
    headers = RequestHeaders(header)
    content = body?.firstChild
    defect = Self.defect(root, header, body, misplaced)
  }

  var isIdentify: Bool { content?.known == .identify }

  private static func noEnvelope(_ root: XMLElement) -> Fault {
    guard root.localName == "Envelope" else {
      return Fault(.schemaValidationError, nil, "The message is no SOAP envelope but \(Fault.shown(root.shownName)).")
    }
    return Fault(
      .versionMismatch, nil,
      "An envelope of the namespace \(Fault.shown(root.namespace)) is not served; use SOAP 1.2, "
        + "\(Namespace.soap.uri).")
  }

  /// SOAP 1.2 part 1, 5.1 to 5.3; the body of WS-Management holds one element at most (DSP0226 5.1).
  private static func defect(
    _ root: XMLElement, _ header: XMLElement?, _ body: XMLElement?, _ misplaced: XMLElement?
  ) -> Fault? {
    if let misplaced {
      let place = body == nil ? "before the body" : "twice or in the wrong place"
      return Fault(
        .schemaValidationError, nil,
        "The envelope has \(Fault.shown(misplaced.shownName)) \(place); it holds one header at most and then one body."
      )
    }
    guard let body else { return Fault(.schemaValidationError, nil, "The envelope has no body.") }
    for part in [root, header, body] {
      if let part, part.hasWords {
        return Fault(.schemaValidationError, nil, "There is text between the elements of \(part.shownName).")
      }
    }
    let content = body.firstChild
    if content != nil, body.hasSeveralChildren {
      return Fault(.schemaValidationError, nil, "The body holds several elements; one at most is allowed.")
    }
    for part in [root, body, content] {
      guard let style = part?.attribute(.encodingStyle)?.trimmed, !(style == URI.encodingNone) else { continue }
      return Fault(
        .encodingLimit, .encodingType,
        "The encodingStyle \(Fault.shown(style.string)) is not read; leave the attribute out.")
    }
    return nil
  }
}

extension XMLElement {
  /// Whether text other than white space stands where only elements belong.
  var hasWords: Bool { isMixed || !hasChildren && !text.trimmed.isEmpty }

  fileprivate var hasSeveralChildren: Bool {
    var children = children
    return children.next() != nil && children.next() != nil
  }
}
