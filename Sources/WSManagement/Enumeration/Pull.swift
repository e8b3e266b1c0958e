import CIM
import Synchronization
import XML

extension WSManagementService {
  /// DSP0226 8.4. Without MaxElements everything that fits is sent, though the standard's default is one: some clients
  /// pull once and no more. The last answer has no context.
  func pull(_ exchange: Exchange) throws(Fault) -> [UInt8] {
    guard let content = exchange.content, content.known == .pull else {
      throw Fault(.actionNotSupported, .actionMismatch, "The action is Pull, the body is not.")
    }
    var maxElements: Int?
    var maxCharacters = Int.max
    for element in content.children {
      switch element.known {
      case .maxElements, .managementMaxElements: maxElements = try element.positiveNumber()
      case .maxCharacters: maxCharacters = try element.positiveNumber()
      default: break
      }
    }
    let (key, context) = try context(in: content, exchange)
    var batch = ItemBatch(mode: context.mode, itemLimit: maxCharacters, limit: room(in: exchange.reply))
    let position = try fill(&batch, from: context.ids, at: context.position, count: maxElements, exchange)
    contexts.withLock { $0.advance(key, to: position, now: exchange.now) }
    let isComplete = position == context.ids.count
    return write(exchange, .pull, batch, itemCount: context.ids.count) { writer in
      writer.start(Tags.pullResponse)
      if !isComplete { writer.element(Tags.enumerationContext, key) }
      writer.start(Tags.items)
      batch.write(to: &writer)
      writer.end()
      if isComplete { writer.element(Tags.endOfSequence) }
      writer.end()
    }
  }

  /// DSP0226 8.5.
  func release(_ exchange: Exchange) throws(Fault) -> [UInt8] {
    guard let content = exchange.content, content.known == .release else {
      throw Fault(.actionNotSupported, .actionMismatch, "The action is Release, the body is not.")
    }
    let (key, _) = try context(in: content, exchange)
    contexts.withLock { $0.close(key) }
    return ResponseEnvelope(exchange.reply, action: Action.release.response, messageID: messageIDs.next()).write { _ in
    }
  }

  private func context(
    in content: XMLElement, _ exchange: Exchange
  ) throws(Fault) -> (String, EnumerationContexts.Context) {
    let key = content.child(.enumerationContext)?.text.trimmed.string ?? ""
    switch contexts.withLock({ $0.find(key, user: exchange.user, now: exchange.now) }) {
    case .found(let context): return (key, context)
    case .unknown:
      throw Fault(
        .invalidEnumerationContext, nil, "The enumeration has ended, expired or never begun; enumerate again.")
    case .denied: throw Fault(.accessDenied, nil, "The enumeration belongs to another user.")
    }
  }
}
