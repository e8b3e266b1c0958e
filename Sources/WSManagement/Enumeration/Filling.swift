import CIM
import XML

extension WSManagementService {
  /// Octets that items and their declarations may take in an answer.
  func room(in reply: Reply) -> Int { reply.utf8Limit - ResponseEnvelope.overhead(reply) }

  /// Adds the next instances, as many as there may be and as fit, or as can be found with the effort that one answer
  /// may take. The enumeration is at its end when nothing is left, which is found out here by looking one ahead.
  func fill(_ batch: inout ItemBatch, from enumeration: inout Enumeration, _ exchange: Exchange) throws(Fault) {
    var effort = limits.enumerationEffort
    let siblings = view.mostInstances(enumeration.cursor, in: exchange.snapshot)
    let (shape, filter) = (enumeration.shape, enumeration.filter)
    var walk = view.walk(enumeration.cursor, in: exchange.snapshot, at: exchange.now)
    while let instance = walk.next(effort: &effort) {
      if let filter, !filter.mayWant(instance, &effort) { continue }
      if batch.isFull && filter?.decidesLate != true {
        walk.stepBack()
        break
      }
      var rendered =
        shape.projection.map { RenderedInstance(instance, as: shape.cast, only: $0) }
        ?? cache.rendered(instance, as: shape.cast, among: siblings)
      if let filter {
        guard let item = try filter.item(rendered) else { continue }
        rendered = item
      }
      guard !batch.isFull, try add(rendered, to: &batch) else {
        walk.stepBack()
        break
      }
      enumeration.sent += 1
    }
    enumeration.cursor = walk.cursor
  }

  /// False when the item is for the next answer; a fault when it is the first, which would not fit into any.
  private func add(_ item: RenderedInstance, to batch: inout ItemBatch) throws(Fault) -> Bool {
    switch batch.add(item) {
    case .added: return true
    case _ where batch.count > 0: return false
    case .overOctets:
      throw Fault(
        .encodingLimit, .maxEnvelopeSizeExceeded, "The next instance alone is larger than the answer may be.")
    // The standard has no detail for it.
    case .overCharacters(let count, let most):
      throw Fault(
        .encodingLimit, nil,
        "The next instance alone has \(count) characters, more than the \(most) of wsen:MaxCharacters.")
    }
  }

  /// An answer with items in an element of their own. `body` writes everything but that, and says where it goes.
  func write(
    _ batch: ItemBatch, in tag: XMLTag, _ exchange: Exchange, _ action: Action, _ enumeration: Enumeration,
    _ body: (_ writer: inout XMLWriter, _ itemsGoHere: (inout XMLWriter) -> Void) -> Void
  ) -> [[UInt8]] {
    var envelope = envelope(exchange, action, enumeration)
    envelope.classes = batch.classes.map(\.resourceURI)
    envelope.embedded = batch.embedded
    var place = 0
    let frame = envelope.write { writer in
      body(&writer) {
        $0.start(tag)
        place = $0.bytes.count
        $0.end()
      }
    }
    return batch.finished(in: frame, at: place)
  }

  /// The envelope of an answer, with the number of all items where that was asked for.
  func envelope(_ exchange: Exchange, _ action: Action, _ enumeration: Enumeration) -> ResponseEnvelope {
    var envelope = ResponseEnvelope(exchange.reply, action: action.response, messageID: messageIDs.next())
    guard exchange.headers.itemCount != nil else { return envelope }
    if enumeration.cursor.isAtEnd {
      envelope.itemCount = .known(enumeration.sent)
    } else if enumeration.filter != nil {
      envelope.itemCount = .unknown
    } else {
      let count = view.count(enumeration.cursor, in: exchange.snapshot, effort: limits.enumerationEffort)
      envelope.itemCount = count.map { .known($0) } ?? .unknown
    }
    return envelope
  }
}

/// How many items there are, as told to a client that asks.
enum ItemCount: Hashable, Sendable {
  case known(Int)
  /// Telling would take looking at everything.
  case unknown
}
