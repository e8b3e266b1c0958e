import CIM
import XML

extension WSManagementService {
  /// DSP0226 7.3. Without selectors the first instance is meant, as the clients of Intel AMT expect.
  func get(_ exchange: Exchange) throws(Fault) -> [UInt8] {
    let uri = try exchange.resourceURI()
    if uri.isAllClasses { throw Self.needsOneClass(Action.get.rawValue) }
    let cimClass = try cimClass(at: uri)
    let selectors = try exchange.selectors(limit: limits.selectors)
    let found = try find(cimClass, selectors, exchange)
    guard let first = found.first else { throw Self.notFound(cimClass, selectors) }
    guard found.count == 1 || selectors.ofKeys.isEmpty else { throw Self.ambiguous(cimClass, selectors) }
    let rendered = cache.rendered(first)
    var envelope = ResponseEnvelope(exchange.reply, action: Action.get.response, messageID: messageIDs.next())
    envelope.classes = [rendered.cimClass.resourceURI]
    return envelope.write(reserving: rendered.object.bytes.count) { $0.fragment(rendered.object) }
  }
}
