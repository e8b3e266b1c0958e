/// Why an element holds no value of a parameter or property.
struct ArgumentDefect: Error {
  enum Kind { case unknown, namespace, type, mixed }

  let kind: Kind
  /// As the client wrote it.
  let name: String
  /// A sentence, in which the element is `it`.
  let why: String

  init(_ kind: Kind, _ name: String, _ why: String) {
    self.kind = kind
    self.name = name
    self.why = why
  }
}
