import CIM
import Model
import XML

/// One request on its way to its answer, headers checked.
struct Exchange {
  let headers: RequestHeaders
  /// The first element of the body.
  let content: XMLElement?
  let reply: Reply
  let user: String
  let snapshot: Snapshot
  let now: Instant
  let timeLimit: Duration?

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
}

extension XMLText {
  /// Whether this URI stands for all classes together.
  var isAllClasses: Bool { URI.allClasses.contains { self == $0 } }
}
