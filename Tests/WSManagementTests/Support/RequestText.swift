/// A request as text, part by part, each of which a test can replace.
struct Request {
  var action: String?
  var to: String? = "http://192.0.2.2:623/wsman"
  var resource: String?
  var messageID: String? = "uuid:1"
  var replyTo: String? = "<wsa:Address>\(Request.anonymous)</wsa:Address>"
  var selectors: [(String, String)] = []
  /// More headers, as they stand.
  var headers = ""
  var body = ""
  var namespaces = ""

  static let anonymous = "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous"
  static let transfer = "http://schemas.xmlsoap.org/ws/2004/09/transfer/"
  static let enumeration = "http://schemas.xmlsoap.org/ws/2004/09/enumeration/"
  static let allClasses = "http://schemas.dmtf.org/wbem/wscim/1/*"

  init(_ action: String?, _ resource: String?) {
    self.action = action
    self.resource = resource
  }

  static func get(_ className: String, _ selectors: [(String, String)] = []) -> Request {
    var request = Request(transfer + "Get", Machine.cimPrefix + className)
    request.selectors = selectors
    return request
  }

  /// `content` has the prefix `p`; it is what stands in the element of the class.
  static func put(_ className: String, _ selectors: [(String, String)] = [], _ content: String) -> Request {
    var request = Request(transfer + "Put", Machine.cimPrefix + className)
    request.selectors = selectors
    request.body = "<p:\(className) xmlns:p=\"\(Machine.cimPrefix)\(className)\">\(content)</p:\(className)>"
    return request
  }

  static func identify() -> Request {
    var request = Request(nil, nil)
    request.to = nil
    request.messageID = nil
    request.replyTo = nil
    request.body = "<i:Identify xmlns:i='http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd'/>"
    return request
  }

  /// `options` is what stands in the body: `<wsman:OptimizeEnumeration/>` and so on.
  static func enumerate(_ className: String, _ options: String = "") -> Request {
    enumerate(uri: Machine.cimPrefix + className, options)
  }

  static func enumerate(uri: String, _ options: String = "") -> Request {
    var request = Request(enumeration + "Enumerate", uri)
    request.body = "<wsen:Enumerate>\(options)</wsen:Enumerate>"
    return request
  }

  static func pull(_ context: String, _ options: String = "", _ className: String = "CIM_Sensor") -> Request {
    var request = Request(enumeration + "Pull", Machine.cimPrefix + className)
    request.body =
      "<wsen:Pull><wsen:EnumerationContext>\(context)</wsen:EnumerationContext>\(options)</wsen:Pull>"
    return request
  }

  static func release(_ context: String) -> Request {
    var request = Request(enumeration + "Release", Machine.cimPrefix + "CIM_Sensor")
    request.body = "<wsen:Release><wsen:EnumerationContext>\(context)</wsen:EnumerationContext></wsen:Release>"
    return request
  }

  static func renew(_ context: String, _ expires: String? = nil) -> Request {
    var request = Request(enumeration + "Renew", Machine.cimPrefix + "CIM_Sensor")
    let expires = expires.map { "<wsen:Expires>\($0)</wsen:Expires>" } ?? ""
    request.body =
      "<wsen:Renew><wsen:EnumerationContext>\(context)</wsen:EnumerationContext>\(expires)</wsen:Renew>"
    return request
  }

  static func status(_ context: String) -> Request {
    var request = Request(enumeration + "GetStatus", Machine.cimPrefix + "CIM_Sensor")
    request.body =
      "<wsen:GetStatus><wsen:EnumerationContext>\(context)</wsen:EnumerationContext></wsen:GetStatus>"
    return request
  }

  /// `arguments` have the prefix `p`.
  static func invoke(_ className: String, _ method: String, _ arguments: String = "") -> Request {
    let uri = Machine.cimPrefix + className
    var request = Request("\(uri)/\(method)", uri)
    request.body = "<p:\(method)_INPUT xmlns:p=\"\(uri)\">\(arguments)</p:\(method)_INPUT>"
    return request
  }

  static func power(_ state: Int) -> Request {
    invoke("CIM_PowerManagementService", "RequestPowerStateChange", "<p:PowerState>\(state)</p:PowerState>")
  }

  static func associated(_ query: String, mode: String = "") -> Request {
    let dialect = "http://schemas.dmtf.org/wbem/wsman/1/cimbinding/associationFilter"
    return enumerate(
      uri: allClasses,
      "<wsman:OptimizeEnumeration/>\(mode)<wsman:Filter Dialect=\"\(dialect)\">\(query)</wsman:Filter>")
  }

  static func reference(_ className: String, _ selectors: [(String, String)]) -> String {
    "<wsa:Address>\(anonymous)</wsa:Address><wsa:ReferenceParameters>"
      + "<wsman:ResourceURI>\(Machine.cimPrefix)\(className)</wsman:ResourceURI>"
      + selectorSet(selectors) + "</wsa:ReferenceParameters>"
  }

  static func selectorSet(_ selectors: [(String, String)]) -> String {
    guard !selectors.isEmpty else { return "" }
    let all = selectors.map { "<wsman:Selector Name=\"\($0)\">\($1)</wsman:Selector>" }.joined()
    return "<wsman:SelectorSet>\(all)</wsman:SelectorSet>"
  }

  var text: String {
    let action = action.map { "<wsa:Action s:mustUnderstand=\"true\">\($0)</wsa:Action>" } ?? ""
    let to = to.map { "<wsa:To s:mustUnderstand=\"true\">\($0)</wsa:To>" } ?? ""
    let resource = resource.map { "<wsman:ResourceURI s:mustUnderstand=\"true\">\($0)</wsman:ResourceURI>" } ?? ""
    let messageID = messageID.map { "<wsa:MessageID s:mustUnderstand=\"true\">\($0)</wsa:MessageID>" } ?? ""
    let replyTo = replyTo.map { "<wsa:ReplyTo>\($0)</wsa:ReplyTo>" } ?? ""
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"\
       xmlns:wsa="http://schemas.xmlsoap.org/ws/2004/08/addressing"\
       xmlns:wsman="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"\
       xmlns:wsen="http://schemas.xmlsoap.org/ws/2004/09/enumeration"\
       xmlns:wsmb="http://schemas.dmtf.org/wbem/wsman/1/cimbinding.xsd"\
       xmlns:cim="http://schemas.dmtf.org/wbem/wscim/1/common"\
       xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"\(namespaces)>\
      <s:Header>\(action)\(to)\(resource)\(messageID)\(replyTo)\(Self.selectorSet(selectors))\(headers)</s:Header>\
      <s:Body>\(body)</s:Body></s:Envelope>
      """
  }
}
