/// A query that was read and checked against the schema. It can be matched any number of times, on any thread.
public struct InstanceQuery: Sendable {
  /// The class after FROM.
  public let cimClass: CIMClass
  /// The properties after SELECT, each once, in the order of the query and as the schema spells them; nil for `*`.
  public let projection: [String]?
  /// What matching one instance takes at most, in comparisons of a property with a value: each takes about a third of
  /// a microsecond.
  public let effort: Int
  private let condition: QueryCondition?
  private let slots: PropertySlots

  init(cimClass: CIMClass, projection: [String]?, condition: QueryCondition?, properties: [String], effort: Int) {
    self.cimClass = cimClass
    self.projection = projection
    self.condition = condition
    self.effort = effort
    slots = PropertySlots(properties, of: cimClass)
  }

  /// Reads a query. Its cost is bounded: see `QueryLimits`.
  public static func parse(
    _ text: String, _ language: QueryLanguage, schema: CIMSchema
  ) throws(QueryError) -> InstanceQuery {
    guard text.utf8.count <= QueryLimits.textLength else {
      throw QueryError(.limit, at: 1, "A query may have at most \(QueryLimits.textLength) octets.")
    }
    var parser = try QueryParser(text, language, schema)
    return try parser.query()
  }

  /// Whether the instance is of the class or a subclass, and the condition is true of it.
  public func matches(_ instance: Instance) -> Bool {
    guard let condition else { return instance.cimClass.isKind(of: cimClass) }
    guard let slots = slots.slots(in: instance.cimClass) else { return false }
    return condition.truth(for: instance, slots) == true
  }
}
