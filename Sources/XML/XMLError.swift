/// Why bytes were refused as a document, and where.
public struct XMLError: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// Not well-formed; the words are libxml2's, for people.
    case malformed(String)
    /// A document type declaration: SOAP forbids it, and with it every entity but the five built in.
    case doctype
    /// SOAP forbids these too; the XML declaration is none.
    case processingInstruction
    /// The character set named, or found, is not one that is read here.
    case unsupportedCharacterSet(String)
    /// One of the bounds of `XMLLimits` would be passed.
    case limit(Limit)
  }

  public enum Limit: String, Hashable, Sendable {
    case size, depth, elements, tag, attributes, name, namespaces
  }

  public let reason: Reason
  /// 1-based; 0 when no place can be named.
  public let line: Int
  public let column: Int

  public init(_ reason: Reason, line: Int = 0, column: Int = 0) {
    self.reason = reason
    self.line = line
    self.column = column
  }
}

extension XMLError: CustomStringConvertible {
  public var description: String {
    let what =
      switch reason {
      case .malformed(let words): "The XML is not well-formed: \(words)."
      case .doctype: "The XML has a document type declaration, which SOAP does not allow."
      case .processingInstruction: "The XML has a processing instruction, which SOAP does not allow."
      case .unsupportedCharacterSet(let name): "The character set \(name) is not supported; send UTF-8 or UTF-16."
      case .limit(.size): "The message is larger than this service accepts."
      case .limit(.depth): "The elements are nested deeper than this service accepts."
      case .limit(.elements): "The message has more elements than this service accepts."
      case .limit(.tag): "A start tag is longer than this service accepts."
      case .limit(.attributes): "An element has more attributes than this service accepts."
      case .limit(.name): "A name is longer than this service accepts."
      case .limit(.namespaces): "The message has more namespace declarations than this service accepts."
      }
    guard line > 0 else { return what }
    // Only the full stop is replaced, also after a character that forms one with what follows it.
    return "\(String(what.unicodeScalars.dropLast())) (line \(line), column \(column))."
  }
}
