import Model

/// One thing that profiles can bind methods to, by name. Each has a file of its own and a row in `Verbs`.
protocol MethodVerb: Sendable {
  /// The word in profiles.
  var name: String { get }

  /// Why it cannot serve this method of objects of this kind: the rest of a sentence that begins with the verb's
  /// name; nil when it can.
  func objection(to method: CIMMethod, for subject: ClassBinding.Subject) -> String?

  func invoke(_ call: MethodCall) -> MethodOutcome
}

/// A method call whose arguments have the types of its parameters.
struct MethodCall {
  let view: CIMView
  let method: CIMMethod
  let instance: Instance
  /// By the parameter's name as the schema has it; NULLs are absent.
  let arguments: [String: CIMValue]
  let snapshot: Snapshot
  let now: Instant

  /// What a reference argument names: no instance, one, or several when its keys are partial.
  func resolve(_ path: InstancePath) -> [Instance] {
    let found = (try? view.find(path, in: snapshot)) ?? []
    return found.compactMap { view.instance($0, in: snapshot, at: now) }
  }
}

extension ClassBinding.Subject {
  func isObjects(of kind: ObjectKind) -> Bool {
    if case .objects(let own, _) = self { own == kind } else { false }
  }
}
