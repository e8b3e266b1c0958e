import CIM
import Model
import Synchronization
import XML

extension WSManagementService {
  /// DSP0226 8.2. An optimized answer that is complete has an empty context; no context is kept for it.
  func enumerate(_ exchange: Exchange) throws(Fault) -> [[UInt8]] {
    let request = try EnumerateRequest(exchange.content)
    var enumeration = try enumeration(request, exchange)
    let life = request.life.map { min($0, limits.contextLife) }
    guard request.isOptimized else {
      let key = try open(enumeration, life, exchange)
      let envelope = envelope(exchange, .enumerate, enumeration)
      return [
        envelope.write { writer in
          writer.start(Tags.enumerateResponse)
          writer.expires(life)
          writer.element(Tags.enumerationContext, key)
          writer.end()
        }
      ]
    }
    let bounds = ItemBounds(count: request.maxElements, octets: room(in: exchange.reply))
    var batch = ItemBatch(mode: enumeration.shape.mode, bounds: bounds)
    try fill(&batch, from: &enumeration, exchange)
    let isComplete = enumeration.cursor.isAtEnd
    let key = isComplete ? "" : try open(enumeration, life, exchange)
    return write(batch, in: Tags.managementItems, exchange, .enumerate, enumeration) { writer, itemsGoHere in
      writer.start(Tags.enumerateResponse)
      if !isComplete { writer.expires(life) }
      writer.element(Tags.enumerationContext, key)
      itemsGoHere(&writer)
      if isComplete { writer.element(Tags.managementEndOfSequence) }
      writer.end()
    }
  }

  private func open(_ enumeration: Enumeration, _ life: Duration?, _ exchange: Exchange) throws(Fault) -> String {
    let key = random(16).hexadecimal
    let isOpen = contexts.withLock {
      $0.open(key, user: exchange.user, enumeration, life: life, now: exchange.now)
    }
    guard isOpen else {
      throw Fault(.quotaLimit, nil, "Other users have too many enumerations under way; try again in a minute.")
    }
    return key
  }

  /// What is to be enumerated, and how.
  private func enumeration(_ request: EnumerateRequest, _ exchange: Exchange) throws(Fault) -> Enumeration {
    let uri = try exchange.resourceURI()
    let cimClass = uri.isAllClasses ? nil : try cimClass(at: uri)
    try checkSelectors(exchange)
    guard request.polymorphism == .includeSubclassProperties || cimClass != nil else {
      throw Fault(
        .polymorphismModeNotSupported, nil,
        "All classes together have no common class to be shown as: \(request.polymorphism.rawValue) needs the resource "
          + "URI of one; leave wsmb:PolymorphismMode out.")
    }
    let shape = ItemShape(
      mode: request.mode, cast: request.polymorphism == .excludeSubclassProperties ? cimClass : nil)
    let isExact = request.polymorphism == .exactly
    if let filter = request.filter {
      return try filtered(by: filter, cimClass, shape, exactly: isExact, exchange)
    }
    guard let cimClass else {
      throw Fault(.unsupportedFeature, .filteringRequired, "All classes together are enumerated with a filter only.")
    }
    return Enumeration(cursor: view.cursor(of: cimClass, exactly: isExact), filter: nil, shape: shape)
  }

  /// Only the reserved selector of the namespace goes with an enumeration.
  private func checkSelectors(_ exchange: Exchange) throws(Fault) {
    let selectors = try exchange.selectors(limit: limits.selectors)
    if let selector = selectors.ofKeys.first {
      throw Fault(
        .invalidSelectors, .unexpectedSelectors,
        "Enumerate takes no selectors of keys such as \(Fault.shown(selector.name)); use Get for one instance.")
    }
    if let name = CIMView.unservedNamespace(in: selectors) {
      throw Fault(.invalidSelectors, .invalidValue, "There is no namespace \(Fault.shown(name)); use root/cimv2.")
    }
  }
}
