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
    case .query: 20
    case .xpath: 1000
    }
  }

  /// False when the instance is not wanted. XPath needs it as XML, and decides later.
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
