/// Why an XPath expression is refused, or came to no result.
public struct XPathError: Error, Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// It is no expression of XPath 1.0.
    case syntax
    /// A prefix that is not declared where the expression stands.
    case unboundPrefix(String)
    /// Variables, functions outside the core library, the namespace axis.
    case unsupported
    /// An operand or argument of a type that cannot be converted.
    case type
    /// One of the bounds of `XPathLimits` would be passed.
    case limit
    /// The instance is not what `XMLFragmentWriter` writes: a mistake of the program.
    case document
  }

  public let kind: Kind
  /// A sentence.
  public let message: String
  /// Where in the expression, in characters from 1; 1 too for what concerns all of it.
  public let column: Int

  public init(_ kind: Kind, _ message: String, column: Int = 1) {
    self.kind = kind
    self.message = message
    self.column = column
  }
}

extension XPathError: CustomStringConvertible {
  public var description: String {
    // Only the full stop is replaced, also after a character that forms one with what follows it.
    "\(String(message.unicodeScalars.dropLast())) (column \(column) of the expression)."
  }
}
