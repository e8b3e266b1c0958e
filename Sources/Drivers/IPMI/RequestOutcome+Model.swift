import IPMIWire
import Model

extension RequestOutcome {
  /// IPMI 2.0 table 5-2, as far as it says something about what the agent asks for.
  var actionResult: ActionResult {
    switch self {
    case .completed(0x00): .done
    case .completed(0xd5): .invalidState("The BMC says that the system cannot do this in its present state.")
    case .completed(0xd4):
      .refused("The BMC does not let this user do that: raise the user's privilege on the BMC.")
    case .completed(0xc1), .completed(0xc2), .completed(0xcc):
      .refused("The BMC does not know this command.")
    case .completed(0xcb): .refused("The BMC does not have that any more: look at what it has now.")
    case .completed(0xc0): .refused("The BMC is busy: try again.")
    case .completed(let code):
      .refused("The BMC refused the command with completion code \(String(code, radix: 16, uppercase: true))h.")
    case .notSent(let reason): .unreachable(reason)
    case .unanswered(let reason): .timedOut(reason)
    }
  }
}
