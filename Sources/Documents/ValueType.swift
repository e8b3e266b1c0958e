/// Why a value is refused: the rest of a sentence that begins with its key.
public struct Refusal: Error {
  public var message: String

  public init(message: String) { self.message = message }
}

/// What a place in a data file expects, and how text becomes it.
public struct ValueType<Value: Sendable>: Sendable {
  /// For types made of others; `Node.read` reports what is refused.
  public let convert: @Sendable (Node) throws(Refusal) -> Value

  /// A type read from the text of a scalar. `expectation` is what is expected, with its article and an example: `a
  /// duration such as 200 ms`; it is made only to be told. `parse` returns nil for what is not of its form, and throws
  /// where a sentence of its own says more.
  public init(
    _ expectation: @autoclosure @escaping @Sendable () -> String,
    parse: @escaping @Sendable (String) throws(Refusal) -> Value?
  ) {
    self.convert = { (node) throws(Refusal) -> Value in
      guard let text = node.text, let value = try parse(text) else {
        throw Refusal(message: "must be \(expectation()), not \(node.found).")
      }
      return value
    }
  }

  /// A type that is not a scalar.
  public init(node convert: @escaping @Sendable (Node) throws(Refusal) -> Value) { self.convert = convert }
}

extension Node {
  /// Reads the node as a type. `name` is its key, or what stands for one in messages.
  public func read<Value>(_ type: ValueType<Value>, as name: String, _ diagnostics: Diagnostics) -> Value? {
    do {
      return try type.convert(self)
    } catch {
      diagnostics.error("'\(name)' \(error.message)", at: self)
      return nil
    }
  }
}

extension ValueType where Value == String {
  /// Text, quoted or not, that is not empty and has no control characters but tabs and line ends.
  public static var string: Self {
    ValueType("text") { (text) throws(Refusal) -> String? in
      if text.isEmpty { throw Refusal(message: "must not be empty; leave it out instead.") }
      let hasControl = text.unicodeScalars.contains { ($0.value < 0x20 && $0 != "\t" && $0 != "\n") || $0 == "\u{7F}" }
      if hasControl { throw Refusal(message: "must not contain control characters.") }
      return text
    }
  }
}

extension ValueType where Value == Bool {
  public static var bool: Self {
    ValueType("true or false") { (text) throws(Refusal) -> Bool? in
      switch text {
      case "true": true
      case "false": false
      default: nil
      }
    }
  }
}

extension ValueType where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
  /// One word of the vocabulary that the type's cases make up.
  public static var choice: Self {
    ValueType("one of \(words.joined(separator: ", "))") { (text) throws(Refusal) -> Value? in
      guard let value = Value(rawValue: text) else {
        throw Refusal(message: "cannot be '\(text)'.\(hint(for: text, among: words))")
      }
      return value
    }
  }

  private static var words: [String] { Value.allCases.map(\.rawValue) }
}
