/// What a document may cost to read. Each bound closes a way to make the parser slow or the memory large.
public struct XMLLimits: Hashable, Sendable {
  /// Bytes of the document as sent.
  public var size = 512 << 10
  /// Elements inside one another.
  public var depth = 32
  public var elements = 4096
  /// Bytes of one start tag.
  public var tag = 8 << 10
  /// Attributes of one element, declarations of namespaces among them: libxml2's check for duplicates takes time by the
  /// square of their number.
  public var attributes = 128
  /// Bytes of a local name; a namespace may have four times as many.
  public var name = 256
  /// Namespace declarations in all: each prefix is looked up linearly among those in scope.
  public var namespaces = 256

  public init() {}
}
