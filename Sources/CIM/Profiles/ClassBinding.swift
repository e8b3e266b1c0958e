import Model

/// One class that a profile serves: which objects it presents, and where each property comes from.
final class ClassBinding: Sendable {
  /// What the instances stand for.
  enum Subject: Sendable {
    case objects(ObjectKind, Condition)
    /// One instance that presents no object: everything about it is literal.
    case itself
  }

  /// Its place in the view's list of bindings.
  let number: Int
  let cimClass: CIMClass
  let subject: Subject
  /// In the order of `cimClass.keys`.
  let keys: [Template]
  /// Keys included, in the order of XML.
  let properties: [BoundProperty]
  let methods: [MethodBinding]
  let delete: (any DeleteVerb)?
  /// The places in `keys` of those with holes: what tells the instances of this binding apart.
  let variableKeys: [Int]

  init(
    number: Int, cimClass: CIMClass, subject: Subject, keys: [Template], properties: [BoundProperty],
    methods: [MethodBinding], delete: (any DeleteVerb)? = nil
  ) {
    self.number = number
    self.cimClass = cimClass
    self.subject = subject
    self.keys = keys
    self.properties = properties
    self.methods = methods
    self.delete = delete
    variableKeys = keys.indices.filter { keys[$0].literal == nil }
  }

  /// Whether it presents this object.
  func presents(_ content: Content) -> Bool {
    switch subject {
    case .objects(let kind, let condition): content.id.kind == kind && condition.holds(for: content)
    case .itself: false
    }
  }
}

/// A class, so that going through the properties of an instance copies nothing.
final class BoundProperty: Sendable {
  let property: CIMProperty
  let source: ValueSource

  init(property: CIMProperty, source: ValueSource) {
    self.property = property
    self.source = source
  }
}

struct MethodBinding: Sendable {
  let method: CIMMethod
  let verb: any MethodVerb
}

/// `where:` of a class: every field named has one of the values given.
struct Condition: Sendable {
  struct Term: Sendable {
    let field: FieldReference
    let values: Set<FieldValue>
  }

  var terms: [Term] = []

  func holds(for content: Content) -> Bool { terms.allSatisfy { $0.values.contains(content[$0.field]) } }

  /// True when no object can satisfy both.
  func excludes(_ other: Condition) -> Bool {
    terms.contains { term in
      other.terms.contains { $0.field == term.field && $0.values.isDisjoint(with: term.values) }
    }
  }
}
