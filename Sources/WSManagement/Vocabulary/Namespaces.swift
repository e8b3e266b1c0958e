import XML

/// The XML namespaces of the protocol, each with the prefix it is written with. What is read may use any prefix.
enum Namespace: Int, CaseIterable, Sendable {
  case soap, addressing, management, enumeration, transfer, eventing, cimBinding, identity, dash, cim, schemaInstance
  case xml

  var uri: String {
    switch self {
    case .soap: "http://www.w3.org/2003/05/soap-envelope"
    case .addressing: "http://schemas.xmlsoap.org/ws/2004/08/addressing"
    case .management: "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"
    case .enumeration: "http://schemas.xmlsoap.org/ws/2004/09/enumeration"
    case .transfer: "http://schemas.xmlsoap.org/ws/2004/09/transfer"
    case .eventing: "http://schemas.xmlsoap.org/ws/2004/08/eventing"
    case .cimBinding: "http://schemas.dmtf.org/wbem/wsman/1/cimbinding.xsd"
    case .identity: "http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd"
    case .dash: "http://schemas.dmtf.org/wbem/dash/1/dash.xsd"
    case .cim: "http://schemas.dmtf.org/wbem/wscim/1/common"
    case .schemaInstance: "http://www.w3.org/2001/XMLSchema-instance"
    case .xml: "http://www.w3.org/XML/1998/namespace"
    }
  }

  /// One client finds the parts of an envelope only under `a:`, others compare fault codes as text.
  var prefix: String {
    switch self {
    case .soap: "a"
    case .addressing: "wsa"
    case .management: "wsman"
    case .enumeration: "wsen"
    case .transfer: "wxf"
    case .eventing: "wse"
    case .cimBinding: "wsmb"
    case .identity: "wsmid"
    case .dash: "dash"
    case .cim: "cim"
    case .schemaInstance: "xsi"
    case .xml: "xml"
    }
  }

  /// What declares it on an envelope.
  var declaration: XMLAttributes { Self.declarations[rawValue] }

  private static let declarations = allCases.map { XMLAttributes(declaring: $0.prefix, as: $0.uri) }

  /// Those whose headers must not be there twice (DSP0226 R13.1-9).
  static let ofHeaders: Set<String> = Set([addressing, management, eventing].map(\.uri))

  /// The prefix of the class an answer is about; further classes have it with a number.
  static let classPrefix = "p"
}
