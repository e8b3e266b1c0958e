import CIM

/// What decides which instances an enumeration sends.
enum InstanceFilter: Sendable {
  case equality(PropertyEquality)
  case query(InstanceQuery)
  case xpath(XPathFilter)

  /// What putting one instance to it takes, compared with looking at an object.
  private var cost: Int {
    switch self {
    case .equality: 10
    case .query(let query): 20 * (query.effort + 1)
    case .xpath: 300
    }
  }

  /// Whether only `item` tells if an instance is wanted.
  var decidesLate: Bool { if case .xpath = self { true } else { false } }

  /// False when the instance is not wanted.
  func mayWant(_ instance: Instance, _ effort: inout Int) -> Bool {
    effort -= cost
    return switch self {
    case .equality(let equality): equality.matches(instance)
    case .query(let query): query.matches(instance)
    case .xpath: true
    }
  }

  /// What to send for an instance that was rendered; nil when it is not wanted after all.
  func item(_ rendered: RenderedInstance) throws(Fault) -> RenderedInstance? {
    guard case .xpath(let filter) = self else { return rendered }
    return try filter.item(rendered)
  }
}
