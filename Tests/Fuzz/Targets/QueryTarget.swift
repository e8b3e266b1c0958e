import CIM
import Model

/// One query, read as WQL and as CQL: refused with a place, or put to instances of many classes.
enum QueryTarget {
  static func run(_ input: UnsafeRawBufferPointer) throws(Violation) {
    let text = String(decoding: input, as: UTF8.self)
    for language in [QueryLanguage.wql, .cql] {
      guard let query = try read(text, language) else { continue }
      if let projection = query.projection {
        for name in projection {
          try require(query.cimClass.property(name)?.name == name, "\(query.cimClass.name) has no \(name)")
        }
        try require(Set(projection).count == projection.count, "a property is selected twice")
      }
      let matching = instances.map { query.matches($0) }
      for (instance, matches) in zip(instances, matching) where matches {
        try require(instance.cimClass.isKind(of: query.cimClass), "\(instance.path) is no \(query.cimClass.name)")
      }
      guard let enclosed = enclosed(text), let again = try read(enclosed, language) else { continue }
      try require(instances.map { again.matches($0) } == matching, "parentheses change what matches")
    }
  }

  /// The first few of every class.
  private static let instances: [Instance] = {
    var found: [Instance] = []
    for cimClass in SampleMachine.view.profiles.flatMap(\.classes) {
      found += SampleMachine.view.instances(of: cimClass, in: SampleMachine.store.snapshot, at: SampleMachine.now)
        .filter { $0.cimClass === cimClass }.prefix(4)
    }
    precondition(found.count > 20, "the simulated machine is not what it was")
    return found
  }()

  private static func read(_ text: String, _ language: QueryLanguage) throws(Violation) -> InstanceQuery? {
    do throws(QueryError) {
      return try InstanceQuery.parse(text, language, schema: SampleMachine.view.schema)
    } catch {
      try require(error.message.isSentence, "not a sentence: \(error.message)")
      try require(error.message.utf8.count < 1024, "a message of \(error.message.utf8.count) bytes")
      let length = text.unicodeScalars.count
      try require((1...length + 1).contains(error.column), "column \(error.column) of \(length): \(error)")
      return nil
    }
  }

  /// The query with its condition in parentheses; nil when it has none.
  private static func enclosed(_ text: String) -> String? {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard let place = words.firstIndex(where: { $0.lowercased() == "where" }) else { return nil }
    let condition = words[(place + 1)...].joined(separator: " ")
    return words[...place].joined(separator: " ") + " (" + condition + ")"
  }
}
