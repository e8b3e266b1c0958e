import Synchronization

/// An XPath 1.0 expression, checked and compiled, that instances are put to.
///
/// Bounded by `XPathLimits`. It knows the operators and core functions of XPath 1.0; there are no variables, no other
/// functions, no namespace axis, and nothing that could reach a file or the network. Any thread may use it, several at
/// once: what libxml2 compiled is kept once for each thread that was in it at the same time.
public struct XPathExpression: Sendable {
  /// An evaluator changes hands only through the lock, and whoever took it out is the only one that has it; so sending
  /// it between threads is safe, though the type cannot say so.
  private struct Idle: @unchecked Sendable {
    let evaluator: XPathEvaluator
  }

  /// The expression as it was given.
  public let text: String
  private let translation: XPathTranslation
  private let limits: XPathLimits
  private let idle: Idles

  private final class Idles: Sendable {
    let list: Mutex<[Idle]>

    init(_ first: Idle) { list = Mutex([first]) }
  }

  /// `prefixes` are those in scope where the text stands (`XMLElement.namespacesInScope`). `assumed` is the namespace
  /// of the class that is asked for: names with a prefix bound to it, or with none, are those of the instance's own
  /// class, whichever that is. A relative path begins at the instance element; one whose first name is that of the
  /// class begins above it.
  public init(
    _ text: String, prefixes: [String: String], assumed: String, limits: XPathLimits = XPathLimits()
  ) throws(XPathError) {
    self.text = text
    self.limits = limits
    translation = try XPathTranslation(text, prefixes: prefixes, assumed: assumed, limits: limits)
    let evaluator = try XPathEvaluator(translation, limits: limits)
    // Some mistakes show only in use. Better now than at the first instance.
    let empty = XMLFragment(prefix: XPathTranslation.classPrefix) { $0.element("Class") { _ in } }
    _ = try evaluator.evaluate(XPathDocument(empty, namespaces: [(XPathTranslation.classPrefix, assumed)]))
    idle = Idles(Idle(evaluator: evaluator))
  }

  /// The property that the expression names, where it does no more than that.
  public var propertyPath: XPathPropertyPath? { translation.propertyPath }

  /// The expression's value with the instance element as the context node.
  public func evaluate(_ document: XPathDocument) throws(XPathError) -> XPathResult {
    let taken = idle.list.withLock { $0.popLast() }
    let idle = if let taken { taken } else { Idle(evaluator: try XPathEvaluator(translation, limits: limits)) }
    defer { self.idle.list.withLock { $0.append(idle) } }
    return try idle.evaluator.evaluate(document)
  }
}
