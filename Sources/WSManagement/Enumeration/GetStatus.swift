import Model
import XML

extension WSManagementService {
  /// WS-Enumeration 3.4: how long the enumeration will last, if it is not used.
  func getStatus(_ exchange: Exchange) throws(Fault) -> [UInt8] {
    let (_, context) = try context(in: content(exchange, .getStatus), exchange)
    return lease(exchange, .getStatus, Tags.getStatusResponse, context.end - exchange.now)
  }
}
