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
}
