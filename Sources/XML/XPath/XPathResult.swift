/// What an expression comes to.
public enum XPathResult: Hashable, Sendable {
  case boolean(Bool)
  case number(Double)
  case string(String)
  /// In the order of the document.
  case nodes([XPathNode])

  /// As a condition (XPath 1.0, 4.3: `boolean()`).
  public var isTrue: Bool {
    switch self {
    case .boolean(let value): value
    case .number(let value): value != 0 && !value.isNaN
    case .string(let value): !value.isEmpty
    case .nodes(let nodes): !nodes.isEmpty
    }
  }

  /// As text (XPath 1.0, 4.2: `string()`); nil for nodes.
  public var text: String? {
    switch self {
    case .boolean(let value): value ? "true" : "false"
    case .number(let value): value.xpathText
    case .string(let value): value
    case .nodes: nil
    }
  }
}

/// A node that was selected.
public struct XPathNode: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// The instance element, or the document that it is.
    case instance
    case element, text, attribute
  }

  public let kind: Kind
  /// The bytes of the instance that it stands for: an element with its tags, the text as escaped, the value of an
  /// attribute. See `XMLFragment.part`.
  public let range: Range<Int>
}

extension Double {
  fileprivate var xpathText: String {
    if isNaN { return "NaN" }
    if isInfinite { return self < 0 ? "-Infinity" : "Infinity" }
    return self == rounded() && magnitude < 1e15 ? String(Int64(self)) : description
  }
}
