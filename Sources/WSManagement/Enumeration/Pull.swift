import CIM
import Synchronization
import XML

extension WSManagementService {
  /// DSP0226 8.4. Without MaxElements everything that fits is sent, though the standard's default is one: some clients
  /// pull once and no more. The last answer has no context.
  func pull(_ exchange: Exchange) throws(Fault) -> [[UInt8]] {
    let content = try content(exchange, .pull)
    let request = try PullRequest(content)
    let bounds = ItemBounds(
      count: request.maxElements, characters: request.maxCharacters, octets: room(in: exchange.reply))
    // Two requests may pull from one context at once. Each instance is for one of them; the other tries again.
    for _ in 0..<Self.tries {
      let (key, context) = try context(in: content, exchange)
      var enumeration = context.enumeration
      var batch = ItemBatch(mode: enumeration.shape.mode, bounds: bounds)
      try fill(&batch, from: &enumeration, exchange)
      let isComplete = enumeration.cursor.isAtEnd
      let isOurs = contexts.withLock {
        $0.update(key, context, to: enumeration, isComplete: isComplete, now: exchange.now)
      }
      guard isOurs else { continue }
      return write(batch, in: Tags.items, exchange, .pull, enumeration) { writer, itemsGoHere in
        writer.start(Tags.pullResponse)
        if !isComplete { writer.element(Tags.enumerationContext, key) }
        itemsGoHere(&writer)
        if isComplete { writer.element(Tags.endOfSequence) }
        writer.end()
      }
    }
    throw Fault(.concurrency, nil, "Other requests are pulling from the same enumeration; let one finish at a time.")
  }

  private static let tries = 3
}
