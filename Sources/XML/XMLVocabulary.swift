/// The names a reader of documents knows, numbered so that comparing one is comparing integers.
public struct XMLVocabulary: Sendable {
  private let numbers: [XMLQualifiedName: Int]

  /// The number of a name is its place in `names`.
  public init(_ names: [XMLQualifiedName]) {
    numbers = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  func number(of name: XMLQualifiedName) -> Int? { numbers[name] }
}

/// A namespace, empty for none, and a name in it.
public struct XMLQualifiedName: Hashable, Sendable {
  public var namespace: String
  public var local: String

  public init(namespace: String, local: String) {
    self.namespace = namespace
    self.local = local
  }
}
