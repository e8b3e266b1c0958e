/// What one expression may cost. libxml2 has bounds of its own, but they are seconds away; and where it recurses, ours
/// keep it shallow enough for the stack of any thread.
public struct XPathLimits: Hashable, Sendable {
  /// Bytes of UTF-8.
  public var length = 4096
  /// Names, numbers, operators and so on.
  public var tokens = 256
  /// Bytes of the namespaces that the prefixes in the expression stand for, all together.
  public var namespaces = 8192
  /// Location steps in all.
  public var steps = 64
  /// Parentheses and predicates inside one another.
  public var nesting = 16
  /// libxml2's count of operations for one instance, roughly one for each node looked at. Text that functions work
  /// through counts too.
  public var operations = 10_000
  /// Elements of an instance.
  public var elements = 4096

  public init() {}
}
