/// The action URIs of requests and answers (DSP0226 annex; a method's action is its resource URI and its name).
enum Action: String, CaseIterable, Sendable {
  case get = "http://schemas.xmlsoap.org/ws/2004/09/transfer/Get"
  case put = "http://schemas.xmlsoap.org/ws/2004/09/transfer/Put"
  case create = "http://schemas.xmlsoap.org/ws/2004/09/transfer/Create"
  case delete = "http://schemas.xmlsoap.org/ws/2004/09/transfer/Delete"
  case enumerate = "http://schemas.xmlsoap.org/ws/2004/09/enumeration/Enumerate"
  case pull = "http://schemas.xmlsoap.org/ws/2004/09/enumeration/Pull"
  case release = "http://schemas.xmlsoap.org/ws/2004/09/enumeration/Release"

  /// The action of the answer.
  var response: String { rawValue + "Response" }
}

/// URIs of the protocol that are neither namespaces nor actions.
enum URI {
  static let anonymous: StaticString = "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous"
  static let anonymousText = anonymous.description
  /// Everything at once: to be enumerated with a filter. Clients write it in two ways.
  static let allClasses: [StaticString] = [
    "http://schemas.dmtf.org/wbem/wscim/1/*", "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/*",
  ]
  static let faultDetailPrefix = "http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/"
  static let associationFilter: StaticString = "http://schemas.dmtf.org/wbem/wsman/1/cimbinding/associationFilter"
  /// The same in some old clients.
  static let oldAssociationFilter: StaticString = "http://schemas.dmtf.org/wsman/cimbinding/associationFilter"
  static let roleNext: StaticString = "http://www.w3.org/2003/05/soap-envelope/role/next"
  static let roleUltimateReceiver: StaticString = "http://www.w3.org/2003/05/soap-envelope/role/ultimateReceiver"
}
