import Model

enum KeyLookup {
  /// The keys were complete: the only object that has them, if there is one.
  case found(ModelObject?)
  /// Several objects may have them.
  case partial
}

extension CIMView {
  /// The object of a binding that has these texts in its keys, nil for any, without going through all of them.
  func lookUp(_ texts: [String?], of binding: ClassBinding, in snapshot: Snapshot) -> KeyLookup {
    guard let kind = binding.kind else { return .partial }
    for place in binding.variableKeys {
      guard let text = texts[place], let hole = binding.keys[place].holeOfID else { continue }
      guard let id = hole.content(of: text), let object = snapshot.object(ObjectID(kind, id)),
        binding.presents(object.content), binding.has(texts, object)
      else { return .found(nil) }
      return .found(object)
    }
    let variable = binding.variableKeys.compactMap { texts[$0] }
    guard variable.count == binding.variableKeys.count, !variable.isEmpty else { return .partial }
    return .found(object(of: binding, withKeys: variable, in: snapshot))
  }
}

extension ClassBinding {
  /// Whether these texts of keys, nil for any, agree with those keys that are the same for all instances.
  func agrees(with texts: [String?]) -> Bool {
    zip(keys, texts).allSatisfy { key, text in
      guard let text, let literal = key.literal else { return true }
      return text == literal
    }
  }

  /// Whether the object has these texts in the other keys.
  func has(_ texts: [String?], _ object: ModelObject?) -> Bool {
    variableKeys.allSatisfy { place in texts[place].map { $0 == keys[place].text(of: object) } ?? true }
  }
}

extension Template {
  /// Text with one hole, which is filled by the id of an object.
  struct HoleOfID {
    let before: String
    let after: String

    /// What stands in the hole; nil when the text around it is another.
    func content(of text: String) -> String? {
      guard text.utf8.starts(with: before.utf8) else { return nil }
      let rest = text.utf8.dropFirst(before.utf8.count)
      guard rest.count >= after.utf8.count, rest.suffix(after.utf8.count).elementsEqual(after.utf8) else { return nil }
      return String(rest.dropLast(after.utf8.count))
    }
  }

  /// Nil when there are other holes, or none: then the id is not to be had from the text.
  var holeOfID: HoleOfID? {
    var (before, after, isFound) = ("", "", false)
    for piece in pieces {
      switch piece {
      case .text(let text) where isFound: after += text
      case .text(let text): before += text
      case .field(let field):
        guard !isFound, field.name == FieldReference.id else { return nil }
        isFound = true
      }
    }
    return isFound ? HoleOfID(before: before, after: after) : nil
  }
}

extension FieldReference {
  /// The field that every kind of object has, and that `ObjectID.id` repeats.
  fileprivate static let id = "id"
}
