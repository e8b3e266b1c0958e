import Synchronization
import XML

/// What a request that goes on with an enumeration says of it.
extension WSManagementService {
  /// The body's element, which has to be that of the action.
  func content(_ exchange: Exchange, _ name: Name) throws(Fault) -> XMLElement {
    guard let content = exchange.content, content.known == name else {
      throw Fault(
        .actionNotSupported, .actionMismatch, "The body is not the \(name.description) that the action asks for.")
    }
    try content.expectEachOnce()
    return content
  }

  /// The enumeration that a request goes on with.
  func context(
    in content: XMLElement, _ exchange: Exchange
  ) throws(Fault) -> (String, EnumerationContexts.Context) {
    let key = content.child(.enumerationContext)?.text.trimmed.string ?? ""
    switch contexts.withLock({ $0.find(key, user: exchange.user, now: exchange.now) }) {
    case .found(let context): return (key, context)
    case .unknown:
      throw Fault(
        .invalidEnumerationContext, nil,
        "The enumeration has ended, was given up for a later one, or never begun; enumerate again.")
    case .expired:
      throw Fault(
        .enumerationTimedOut, nil,
        "The enumeration has expired; enumerate again, and pull sooner or ask for a longer "
          + "wsen:Expires.")
    case .denied: throw Fault(.accessDenied, nil, "The enumeration belongs to another user.")
    }
  }
}
