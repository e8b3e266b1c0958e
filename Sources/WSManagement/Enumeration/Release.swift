import Synchronization
import XML

extension WSManagementService {
  /// DSP0226 8.5.
  func release(_ exchange: Exchange) throws(Fault) -> [UInt8] {
    let (key, _) = try context(in: content(exchange, .release), exchange)
    contexts.withLock { $0.close(key) }
    let envelope = ResponseEnvelope(exchange.reply, action: Action.release.response, messageID: messageIDs.next())
    return envelope.write(reserving: 64) { _ in }
  }
}
