import XML

/// Every element that is written, those of CIM classes aside.
enum Tags {
  static let envelope = XMLTag(.soap, "Envelope")
  static let header = XMLTag(.soap, "Header")
  static let body = XMLTag(.soap, "Body")
  static let fault = XMLTag(.soap, "Fault")
  static let code = XMLTag(.soap, "Code")
  static let value = XMLTag(.soap, "Value")
  static let subcode = XMLTag(.soap, "Subcode")
  static let reason = XMLTag(.soap, "Reason")
  static let text = XMLTag(.soap, "Text")
  static let detail = XMLTag(.soap, "Detail")
  static let notUnderstood = XMLTag(.soap, "NotUnderstood")
  static let upgrade = XMLTag(.soap, "Upgrade")
  static let supportedEnvelope = XMLTag(.soap, "SupportedEnvelope")

  static let to = XMLTag(.addressing, "To")
  static let relatesTo = XMLTag(.addressing, "RelatesTo")
  static let action = XMLTag(.addressing, "Action")
  static let messageID = XMLTag(.addressing, "MessageID")
  static let address = XMLTag(.addressing, "Address")
  static let referenceParameters = XMLTag(.addressing, "ReferenceParameters")
  static let endpointReference = XMLTag(.addressing, "EndpointReference")

  static let resourceURI = XMLTag(.management, "ResourceURI")
  static let selectorSet = XMLTag(.management, "SelectorSet")
  static let selector = XMLTag(.management, "Selector")
  static let faultDetail = XMLTag(.management, "FaultDetail")
  static let fragmentTransfer = XMLTag(.management, "FragmentTransfer")
  static let fragmentDialect = XMLTag(.management, "FragmentDialect")
  static let requestedEPR = XMLTag(.management, "RequestedEPR")
  static let eprInvalid = XMLTag(.management, "EPRInvalid")
  static let eprUnknown = XMLTag(.management, "EPRUnknown")
  static let totalItemsCountEstimate = XMLTag(.management, "TotalItemsCountEstimate")
  static let item = XMLTag(.management, "Item")
  static let xmlFragment = XMLTag(.management, "XmlFragment")
  static let managementItems = XMLTag(.management, "Items")
  static let managementEndOfSequence = XMLTag(.management, "EndOfSequence")

  static let enumerateResponse = XMLTag(.enumeration, "EnumerateResponse")
  static let pullResponse = XMLTag(.enumeration, "PullResponse")
  static let renewResponse = XMLTag(.enumeration, "RenewResponse")
  static let getStatusResponse = XMLTag(.enumeration, "GetStatusResponse")
  static let expires = XMLTag(.enumeration, "Expires")
  static let enumerationContext = XMLTag(.enumeration, "EnumerationContext")
  static let items = XMLTag(.enumeration, "Items")
  static let endOfSequence = XMLTag(.enumeration, "EndOfSequence")
  static let supportedDialect = XMLTag(.enumeration, "SupportedDialect")

  static let resourceCreated = XMLTag(.transfer, "ResourceCreated")

  static let identifyResponse = XMLTag(.identity, "IdentifyResponse")
  static let protocolVersion = XMLTag(.identity, "ProtocolVersion")
  static let productVendor = XMLTag(.identity, "ProductVendor")
  static let productVersion = XMLTag(.identity, "ProductVersion")
  static let dashVersion = XMLTag(.dash, "DASHVersion")
  static let securityProfiles = XMLTag(.identity, "SecurityProfiles")
  static let securityProfileName = XMLTag(.identity, "SecurityProfileName")
  static let addressingVersion = XMLTag(.identity, "AddressingVersionURI")

  static let datetime = XMLTag(.cim, "Datetime")
  static let interval = XMLTag(.cim, "Interval")
  static let date = XMLTag(.cim, "Date")
  static let time = XMLTag(.cim, "Time")
  static let cimDateTime = XMLTag(.cim, "CIM_DateTime")
}

extension XMLTag {
  init(_ namespace: Namespace, _ local: String) { self.init(namespace.prefix, local) }
}
