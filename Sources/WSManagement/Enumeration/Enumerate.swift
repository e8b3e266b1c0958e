import CIM
import Model
import Synchronization
import XML

extension WSManagementService {
  /// DSP0226 8.2. An optimized answer that is complete has an empty context; no context is kept for it.
  func enumerate(_ exchange: Exchange) throws(Fault) -> [UInt8] {
    let request = try EnumerateRequest(exchange.content)
    let ids = try subjects(of: request, exchange)
    var batch: ItemBatch?
    var position = 0
    if request.isOptimized {
      var items = ItemBatch(mode: request.mode, itemLimit: .max, limit: room(in: exchange.reply))
      position = try fill(&items, from: ids, at: 0, count: request.maxElements, exchange)
      batch = items
    }
    let life = request.life.map { min($0, limits.contextLife) }
    let isComplete = request.isOptimized && position == ids.count
    let key = isComplete ? "" : random(16).hexadecimal
    if !isComplete {
      let opening = contexts.withLock {
        $0.open(
          key, user: exchange.user, ids: ids, mode: request.mode, position: position, life: life, now: exchange.now)
      }
      guard opening == .opened else {
        throw Fault(.quotaLimit, nil, "Too many enumerations are under way; pull them to their end or release them.")
      }
    }
    return write(exchange, .enumerate, batch, itemCount: ids.count) { writer in
      writer.start(Tags.enumerateResponse)
      if let life, !isComplete {
        writer.element(Tags.expires, XMLDuration.text(microseconds: UInt64(life.nanoseconds / 1000)))
      }
      writer.element(Tags.enumerationContext, key)
      if let batch {
        writer.start(Tags.managementItems)
        batch.write(to: &writer)
        writer.end()
        if isComplete { writer.element(Tags.managementEndOfSequence) }
      }
      writer.end()
    }
  }

  /// The instances to be enumerated.
  private func subjects(of request: EnumerateRequest, _ exchange: Exchange) throws(Fault) -> [InstanceID] {
    let uri = try exchange.resourceURI()
    let selectors = try exchange.selectors(limit: limits.selectors)
    if let selector = selectors.ofKeys.first {
      throw Fault(
        .invalidSelectors, .unexpectedSelectors,
        "Enumerate takes no selectors of keys such as \(Fault.shown(selector.name)); use Get for one instance.")
    }
    if uri.isAllClasses {
      guard let filter = request.filter else {
        throw Fault(.unsupportedFeature, .filteringRequired, "All classes together are enumerated with a filter only.")
      }
      return try AssociationQuery(filter, limit: limits.selectors).run(on: view, exchange)
    }
    let cimClass = try cimClass(at: uri)
    if let filter = request.filter {
      try AssociationQuery.checkDialect(of: filter)
      throw Fault(
        .cannotProcessFilter, nil,
        "An association filter needs the resource URI \(URI.allClasses[0]), not that of a class.")
    }
    if selectors.isEmpty { return view.instanceIDs(of: cimClass, in: exchange.snapshot) }
    return try find(cimClass, selectors, exchange).map(\.id)
  }

  /// Octets that items and their declarations may take in an answer.
  func room(in reply: Reply) -> Int { reply.utf8Limit - ResponseEnvelope.overhead(reply) }

  /// Adds the instances from `position` on, as many as there may be and as fit. Those that are gone by now are passed
  /// over. Returns the position of the first that is left.
  func fill(
    _ batch: inout ItemBatch, from ids: [InstanceID], at position: Int, count: Int?, _ exchange: Exchange
  ) throws(Fault) -> Int {
    var next = position
    while next < ids.count, batch.count < count ?? .max {
      if let instance = view.instance(ids[next], in: exchange.snapshot, at: exchange.now) {
        guard batch.add(cache.rendered(instance)) else { break }
      }
      next += 1
    }
    guard next > position || next == ids.count else {
      throw Fault(
        .encodingLimit, .maxEnvelopeSizeExceeded, "The next instance alone is larger than the answer may be.")
    }
    return next
  }

  func write(
    _ exchange: Exchange, _ action: Action, _ batch: ItemBatch?, itemCount: Int, _ body: (inout XMLWriter) -> Void
  ) -> [UInt8] {
    var envelope = ResponseEnvelope(exchange.reply, action: action.response, messageID: messageIDs.next())
    envelope.classes = batch?.classes.map(\.resourceURI) ?? []
    envelope.itemCount = exchange.headers.itemCount == nil ? nil : itemCount
    return envelope.write(reserving: (batch?.size ?? 0) + 512, body)
  }
}
