import Documents

/// A text parsed as `board.yaml`, with what was said about it.
struct Document {
  let root: Node?
  let diagnostics = Diagnostics()

  init(_ text: String) {
    root = YAML.parse(Array(text.utf8), file: "board.yaml", into: diagnostics)
  }

  var messages: [String] { diagnostics.all.map(\.description) }

  /// A reader over the document as `a thing`.
  var reader: MappingReader? { root.flatMap { MappingReader($0, "a thing", diagnostics) } }

  /// The document, a single scalar or list, read as a type under the name `value`.
  func read<Value>(_ type: ValueType<Value>) -> Value? { root?.read(type, as: "value", diagnostics) }
}
