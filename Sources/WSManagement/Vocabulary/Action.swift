/// The action URIs of requests and answers (DSP0226 annex; a method's action is its resource URI and its name).
enum Action: String, CaseIterable, Sendable {
  case get = "http://schemas.xmlsoap.org/ws/2004/09/transfer/Get"
  case put = "http://schemas.xmlsoap.org/ws/2004/09/transfer/Put"
  case create = "http://schemas.xmlsoap.org/ws/2004/09/transfer/Create"
  case delete = "http://schemas.xmlsoap.org/ws/2004/09/transfer/Delete"
  case enumerate = "http://schemas.xmlsoap.org/ws/2004/09/enumeration/Enumerate"
  case pull = "http://schemas.xmlsoap.org/ws/2004/09/enumeration/Pull"
  case release = "http://schemas.xmlsoap.org/ws/2004/09/enumeration/Release"
  case renew = "http://schemas.xmlsoap.org/ws/2004/09/enumeration/Renew"
  case getStatus = "http://schemas.xmlsoap.org/ws/2004/09/enumeration/GetStatus"

  /// The action of the answer.
  var response: String { rawValue + "Response" }
}

extension Action {
  /// Why an action of the protocol's own is never carried out; nil for every other text.
  static func refusal(of action: String) -> Fault? {
    let events = [Namespace.eventing.uri + "/", URI.eventPrefix]
    if events.contains(where: action.hasPrefix) {
      return Fault(
        .actionNotSupported, nil, "\(Fault.shown(action)) is not supported: this service delivers no events.")
    }
    guard action == Namespace.enumeration.uri + "/EnumerationEnd" else { return nil }
    return Fault(.actionNotSupported, nil, "\(action) is for the side that enumerates, not for this service.")
  }
}

/// URIs of the protocol that are neither namespaces nor actions.
enum URI {
  static let anonymous: StaticString = "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous"
  static let anonymousText = anonymous.description
  /// Everything at once: to be enumerated with a filter. Clients write it in three ways.
  static let allClasses: [StaticString] = [
    "http://schemas.dmtf.org/wbem/wscim/1/*", "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/*",
    "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/*",
  ]
  /// Of the actions by which events are delivered.
  static let eventPrefix = "http://schemas.dmtf.org/wbem/wsman/1/wsman/"
  static let faultDetailPrefix = "http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/"
  static let xpath: StaticString = "http://www.w3.org/TR/1999/REC-xpath-19991116"
  static let selectorFilter: StaticString = "http://schemas.dmtf.org/wbem/wsman/1/wsman/SelectorFilter"
  static let cql: StaticString = "http://schemas.dmtf.org/wbem/cql/1/dsp0202.pdf"
  static let wql: StaticString = "http://schemas.microsoft.com/wbem/wsman/1/WQL"
  /// The same where it is taken for one of DMTF.
  static let otherWQL: StaticString = "http://schemas.dmtf.org/wbem/wsman/1/WQL"
  static let associationFilter: StaticString = "http://schemas.dmtf.org/wbem/wsman/1/cimbinding/associationFilter"
  /// The same in some old clients.
  static let oldAssociationFilter: StaticString = "http://schemas.dmtf.org/wsman/cimbinding/associationFilter"
  static let roleNext: StaticString = "http://www.w3.org/2003/05/soap-envelope/role/next"
  static let encodingNone: StaticString = "http://www.w3.org/2003/05/soap-envelope/encoding/none"
  static let roleUltimateReceiver: StaticString = "http://www.w3.org/2003/05/soap-envelope/role/ultimateReceiver"
}
