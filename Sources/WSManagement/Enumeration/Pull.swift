import CIM
import Synchronization
import XML

extension WSManagementService {
  /// DSP0226 8.4. Without MaxElements everything that fits is sent, though the standard's default is one: some clients
  /// pull once and no more. The last answer has no context.
  func pull(_ exchange: Exchange) throws(Fault) -> [UInt8] {
    let content = try content(exchange, .pull)
    let request = try PullRequest(content)
    let bounds = ItemBounds(
      count: request.maxElements, characters: request.maxCharacters, octets: room(in: exchange.reply))
    // Two requests may pull from one context at once. Each instance is for one of them; the other tries again.
    for _ in 0..<Self.tries {
      let (key, context) = try context(in: content, exchange)
      var enumeration = context.enumeration
      var batch = ItemBatch(Tags.items, mode: enumeration.shape.mode, bounds: bounds)
      try fill(&batch, from: &enumeration, exchange)
      let isComplete = enumeration.cursor.isAtEnd
      let isOurs = contexts.withLock {
        $0.update(key, context, to: enumeration, isComplete: isComplete, now: exchange.now)
      }
      guard isOurs else { continue }
      return write(&batch, exchange, .pull, enumeration) { writer, itemsGoHere in
        writer.start(Tags.pullResponse)
        if !isComplete { writer.element(Tags.enumerationContext, key) }
        itemsGoHere(writer)
        if isComplete { writer.element(Tags.endOfSequence) }
        writer.end()
      }
    }
    throw Fault(.concurrency, nil, "Other requests are pulling from the same enumeration; let one finish at a time.")
  }

  private static let tries = 3

  /// DSP0226 8.5.
  func release(_ exchange: Exchange) throws(Fault) -> [UInt8] {
    let (key, _) = try context(in: content(exchange, .release), exchange)
    contexts.withLock { $0.close(key) }
    return ResponseEnvelope(exchange.reply, action: Action.release.response, messageID: messageIDs.next()).write { _ in
    }
  }

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
