import Model

/// One thing that profiles can bind writable properties to, by name. Each has a file of its own and a row in `Verbs`.
protocol WriteVerb: Sendable {
  /// The word in profiles.
  var name: String { get }

  /// Why it cannot write this field: the rest of a sentence that begins with the verb's name; nil when it can.
  func objection(to field: FieldReference) -> String?

  func write(_ call: WriteCall) throws(WriteError) -> WriteOutcome
}

/// The properties of one Put that one verb has to write.
struct WriteCall {
  struct Change {
    /// As the client spelled it.
    let name: String
    let field: FieldReference
    /// `none` for NULL.
    let value: FieldValue
  }

  /// The object that the instance presents, as it may be told now.
  let object: ModelObject
  /// At least one.
  let changes: [Change]
}

/// One thing that Delete of an instance can do, bound by name like a `WriteVerb`.
protocol DeleteVerb: Sendable {
  var name: String { get }
  func objection(to subject: ClassBinding.Subject) -> String?
  func delete(_ object: ModelObject) -> WriteOutcome
}
