import XML

/// The answer to wsman:RequestEPR: what names the resource from now on (DSP0226 6.5).
enum RequestedEPR: Sendable {
  /// `<wsa:EndpointReference>…</wsa:EndpointReference>`.
  case reference(XMLFragment)
  /// The resource is no more.
  case invalid
  /// The operation is about no instance.
  case unknown

  func write(to writer: inout XMLWriter) {
    writer.start(Tags.requestedEPR)
    switch self {
    case .reference(let fragment): writer.fragment(fragment)
    case .invalid: writer.element(Tags.eprInvalid)
    case .unknown: writer.element(Tags.eprUnknown)
    }
    writer.end()
  }
}
