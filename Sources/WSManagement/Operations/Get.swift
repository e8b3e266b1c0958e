import CIM
import XML

extension WSManagementService {
  /// DSP0226 7.3. Without selectors the first instance is meant.
  func get(_ exchange: Exchange) throws(Fault) -> [UInt8] {
    try exchange.expectEmptyBody()
    let instance = try readableInstance(of: targetClass(exchange), exchange)
    return representation(of: instance, .get, exchange)
  }

  /// The answer that carries an instance.
  func representation(of instance: Instance, _ action: Action, _ exchange: Exchange) -> [UInt8] {
    let rendered = cache.rendered(instance)
    var envelope = ResponseEnvelope(exchange.reply, action: action.response, messageID: messageIDs.next())
    envelope.classes = [rendered.cimClass.resourceURI]
    envelope.embedded = rendered.embedded
    envelope.requestedEPR = requestedEPR(of: instance, exchange)
    return envelope.write(reserving: rendered.object.bytes.count) { $0.fragment(rendered.object) }
  }
}
