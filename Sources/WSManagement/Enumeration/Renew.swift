import Model
import Synchronization
import XML

extension WSManagementService {
  /// WS-Enumeration 3.3 (DSP0226 R8.1 leaves it to the service). Without `wsen:Expires` the enumeration lasts as long as
  /// it is used.
  func renew(_ exchange: Exchange) throws(Fault) -> [UInt8] {
    let content = try content(exchange, .renew)
    let life = try content.child(.expires)?.text.life()
    let (key, _) = try context(in: content, exchange)
    let granted = life.map { min($0, limits.contextLife) }
    contexts.withLock { $0.renew(key, life: granted, now: exchange.now) }
    return lease(exchange, .renew, Tags.renewResponse, granted ?? limits.contextIdle)
  }

  /// WS-Enumeration 3.4: how long the enumeration will last, if it is not used.
  func getStatus(_ exchange: Exchange) throws(Fault) -> [UInt8] {
    let (_, context) = try context(in: content(exchange, .getStatus), exchange)
    return lease(exchange, .getStatus, Tags.getStatusResponse, context.end - exchange.now)
  }

  private func lease(_ exchange: Exchange, _ action: Action, _ tag: XMLTag, _ life: Duration) -> [UInt8] {
    ResponseEnvelope(exchange.reply, action: action.response, messageID: messageIDs.next()).write { writer in
      writer.start(tag)
      writer.expires(life)
      writer.end()
    }
  }
}
