import CIM
import Model
import XML

/// One request on its way to its answer, headers checked.
struct Exchange: Sendable {
  let headers: RequestHeaders
  /// The one element of the body.
  let content: XMLElement?
  let reply: Reply
  let user: String
  /// The client has not said who it is: it may have Identify, and nothing else.
  let isAnonymous: Bool
  let snapshot: Snapshot
  let now: Instant
  let timeLimit: Duration?

  /// The action as it was sent, for people.
  var action: String { headers.action?.text.trimmed.string ?? "" }

  /// The text of a resource URI; what lacks one cannot be reached (DSP0226 R5.1.2.1).
  func resourceURI() throws(Fault) -> XMLText {
    guard let uri = headers.resourceURI?.text.trimmed, !uri.isEmpty else {
      throw Fault(
        .destinationUnreachable, .invalidResourceURI, "The header wsman:ResourceURI is required and missing.")
    }
    return uri
  }

  func selectors(limit: Int) throws(Fault) -> [Selector] {
    try headers.selectorSet?.selectors(limit: limit) ?? []
  }

  /// Get and Delete are asked with an empty body; another one belongs to another action.
  func expectEmptyBody() throws(Fault) {
    guard let content else { return }
    throw Fault(
      .actionNotSupported, .actionMismatch,
      "The action is \(Fault.shown(action)), whose body is empty; this one holds \(Fault.shown(content.shownName)).")
  }
}

extension XMLText {
  /// Whether this URI stands for all classes together.
  var isAllClasses: Bool { URI.allClasses.contains { self == $0 } }
}
