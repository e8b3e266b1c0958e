import XML

/// The languages in which a filter can be written (DSP0226 8.3).
enum FilterDialect: CaseIterable, Sendable {
  case xpath, selectors, association, wql, cql

  var uri: StaticString {
    switch self {
    case .xpath: URI.xpath
    case .selectors: URI.selectorFilter
    case .association: URI.associationFilter
    case .wql: URI.wql
    case .cql: URI.cql
    }
  }

  /// For people: what a filter holds.
  fileprivate var content: String {
    switch self {
    case .xpath, .wql, .cql: "text"
    case .selectors: "one wsman:SelectorSet"
    case .association: "one wsmb:AssociatedInstances or wsmb:AssociationInstances"
    }
  }

  /// For people.
  var name: String {
    switch self {
    case .xpath: "XPath"
    case .selectors: "SelectorFilter"
    case .association: "associationFilter"
    case .wql: "WQL"
    case .cql: "CQL"
    }
  }

  /// That of a filter, which is XPath when it does not say. Some clients write the URIs in other cases of letters, or
  /// old ones.
  init(of filter: XMLElement) throws(Fault) {
    guard let uri = filter.attribute(.dialect)?.trimmed else {
      self = .xpath
      return
    }
    if let known = Self.allCases.first(where: { uri.equalsIgnoringCase($0.uri) }) {
      self = known
    } else if uri.equalsIgnoringCase(URI.oldAssociationFilter) {
      self = .association
    } else if uri.equalsIgnoringCase(URI.otherWQL) {
      self = .wql
    } else {
      throw Fault(
        .filterDialectRequestedUnavailable, nil, "The filter dialect \(Fault.shown(uri.string)) is not supported.",
        supplement: .supportedDialects(Self.allCases.map(\.uri.description)))
    }
  }
}

extension XMLElement {
  /// The text of a filter that is text (R8.2.1-3: a filter is text, or one element).
  func filterText(_ dialect: FilterDialect) throws(Fault) -> String {
    guard !hasChildren, !text.trimmed.isEmpty else { throw dialect.wrongContent }
    return text.string
  }

  /// The element of a filter that is one element.
  func filterElement(_ dialect: FilterDialect) throws(Fault) -> XMLElement {
    var children = children.makeIterator()
    guard !isMixed, let element = children.next(), children.next() == nil else { throw dialect.wrongContent }
    return element
  }
}

extension FilterDialect {
  fileprivate var wrongContent: Fault {
    Fault(.cannotProcessFilter, nil, "A filter of this dialect, \(name), holds \(content) and nothing else.")
  }
}
