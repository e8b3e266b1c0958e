import CIM
import XML

extension WSManagementService {
  /// Finds the operation by the action. What is no operation of the protocol is a method, if it belongs to the
  /// resource URI.
  func dispatch(_ exchange: Exchange) throws(Fault) -> Handling {
    let action = exchange.headers.action?.text.trimmed.string ?? ""
    let operation = Action(rawValue: action)
    if let fragment = exchange.headers.fragmentTransfer {
      switch operation {
      case .get: return .answer(try answer(getFragment(exchange, fragment), exchange.reply))
      case .put: return try putFragment(exchange, fragment)
      default:
        guard fragment.mustBeUnderstood else { break }
        throw Fault(
          .unsupportedFeature, .fragmentLevelAccess,
          "wsman:FragmentTransfer is not supported with \(Fault.shown(action)).")
      }
    }
    switch operation {
    case .get: return .answer(try answer(get(exchange), exchange.reply))
    case .enumerate: return .answer(try answer(enumerate(exchange), exchange.reply))
    case .pull: return .answer(try answer(pull(exchange), exchange.reply))
    case .release: return .answer(try answer(release(exchange), exchange.reply))
    case .renew: return .answer(try answer(renew(exchange), exchange.reply))
    case .getStatus: return .answer(try answer(getStatus(exchange), exchange.reply))
    case .put: return try put(exchange)
    case .create: return try create(exchange)
    case .delete: return try delete(exchange)
    case nil: return try invoke(action, exchange)
    }
  }
}
