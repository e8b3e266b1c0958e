import Documents
import Model

/// A named map of a profile file: from the words of a field to names of the schema.
struct WordMap {
  let name: String
  let node: Node
  let words: [(word: String, key: Node, value: Node)]
}

extension WordMap {
  /// What each word of `field` becomes in a property. Reports names that the schema does not have, words that the
  /// field never holds and, unless there is an `else`, words that are missing.
  func compiled(
    for target: ValueTarget, of field: FieldReference, hasElse: Bool, at use: Node, _ diagnostics: Diagnostics
  ) -> [String: CIMValue]? {
    let vocabulary = field.words
    var values: [String: CIMValue] = [:]
    var isGood = true
    for (word, key, value) in words {
      if let vocabulary, !vocabulary.contains(word) {
        diagnostics.error(
          "\(field.kind.rawValue) field '.\(field.name)' never says '\(word)'.\(hint(for: word, among: vocabulary))",
          at: key)
        isGood = false
      }
      if value.isNull { continue }
      guard let literal = target.literal(value, diagnostics) else {
        isGood = false
        continue
      }
      values[word] = literal
    }
    if !hasElse, let missing = missingWords(vocabulary) {
      diagnostics.error(missing, at: use)
      isGood = false
    }
    return isGood ? values : nil
  }

  private func missingWords(_ vocabulary: [String]?) -> String? {
    guard let vocabulary else {
      return "map '\(name)' needs an 'else' here: the field can hold any text."
    }
    let missing = vocabulary.filter { word in !words.contains { $0.word == word } }
    guard !missing.isEmpty else { return nil }
    return "map '\(name)' says nothing of \(missing.joined(separator: ", ")); '~' leaves the property out."
  }
}

extension FieldReference {
  /// Every word the field can hold, where that is a closed set.
  var words: [String]? {
    switch type {
    case .choice, .choices: vocabulary
    case .bool: ["true", "false"]
    default: nil
    }
  }
}
