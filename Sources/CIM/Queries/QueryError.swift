/// Why a query cannot be answered, and where in its text.
public struct QueryError: Error, Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case syntax
    /// Well-formed in the language, or in a relative of it, and beyond what Lantern does.
    case unsupported
    /// The class after FROM, as it was written.
    case unknownClass(name: String)
    case unknownProperty(name: String)
    case typeMismatch
    /// More than a query may hold: its length, depth, number of tests, names or patterns.
    case limit
  }

  public let kind: Kind
  /// Where in the text it is, in characters (Unicode scalars) from 1.
  public let column: Int
  /// One sentence or two, without the position.
  public let message: String

  init(_ kind: Kind, at column: Int, _ message: String) {
    self.kind = kind
    self.column = column
    self.message = message
  }
}

extension QueryError: CustomStringConvertible {
  public var description: String { "At character \(column) of the query: \(message)" }
}

extension QueryError {
  /// A piece of the query as a message may quote it: one line, and not long.
  static func shown(_ text: String) -> String {
    let scalars = text.unicodeScalars
    let head = String(String.UnicodeScalarView(scalars.prefix(40).map { $0.value < 0x20 ? " " : $0 }))
    return scalars.dropFirst(40).isEmpty ? head : head + "…"
  }
}
