import Testing

@testable import WSManagement

@Suite("Headers of requests") struct HeaderTests {
  private func changed(_ change: (inout Request) -> Void) -> Response {
    var request = Request.get("CIM_ComputerSystem")
    change(&request)
    return Client().send(request)
  }

  @Test("Action, To and MessageID have to be there")
  func required() {
    for (name, response) in [
      ("wsa:Action", changed { $0.action = nil }), ("wsa:To", changed { $0.to = nil }),
      ("wsa:MessageID", changed { $0.messageID = nil }),
    ] {
      #expect(response.fault == "wsa:MessageInformationHeaderRequired")
      #expect(response.reason == "The header \(name) is required and missing.")
    }
  }

  @Test("No RelatesTo answers no MessageID: an empty one would break a client")
  func noMessageID() {
    #expect(!changed { $0.messageID = nil }.text.contains("RelatesTo"))
  }

  @Test("MessageID is whatever the client likes, and comes back as it was", arguments: ["0", "", "17", " a<b "])
  func messageID(id: String) {
    let written = id.replacing("<", with: "&lt;")
    let response = changed { $0.messageID = written }
    #expect(response.status == 200)
    #expect(response.content("wsa:RelatesTo") == written)
  }

  @Test("To is not looked at", arguments: ["/wsman", "HTTP://other:5985/wsman/", ""])
  func to(address: String) {
    #expect(changed { $0.to = address }.status == 200)
  }

  @Test("ReplyTo may be missing") func noReplyTo() {
    #expect(changed { $0.replyTo = nil }.status == 200)
  }

  @Test("ReplyTo and FaultTo are anonymous or refused") func addressing() {
    let elsewhere = "<wsa:Address>http://192.0.2.9/</wsa:Address>"
    #expect(changed { $0.replyTo = elsewhere }.fault == "wsman:UnsupportedFeature/AddressingMode")
    let faultTo = changed { $0.headers = "<wsa:FaultTo>\(elsewhere)</wsa:FaultTo>" }
    #expect(faultTo.fault == "wsman:UnsupportedFeature/AddressingMode")
    #expect(faultTo.reason?.contains("wsa:FaultTo has the address http://192.0.2.9/") == true)
    #expect(changed { $0.replyTo = "" }.fault == "wsa:InvalidMessageInformationHeader")
    let anonymous = "<wsa:Address>\n  \(Request.anonymous)\n</wsa:Address>"
    #expect(
      changed { $0.headers = "<wsa:FaultTo>\(anonymous)</wsa:FaultTo><wsa:From>\(elsewhere)</wsa:From>" }.status == 200)
  }

  @Test("Reference parameters of ReplyTo come back as headers, their namespaces on the envelope") func parameters() {
    let response = changed {
      $0.replyTo? +=
        "<wsa:ReferenceParameters><x:Ticket xmlns:x='urn:x'>a&amp;b</x:Ticket>"
        + "<y:Set xmlns:y='urn:y'><y:One>1</y:One></y:Set></wsa:ReferenceParameters>"
    }
    #expect(response.text.contains(" xmlns:r0=\"urn:x\" xmlns:r1=\"urn:y\">"))
    #expect(
      response.text.contains("<r0:Ticket>a&amp;b</r0:Ticket><r1:Set><r1:One>1</r1:One></r1:Set></a:Header>"))
  }

  @Test("A header that must be understood and is not") func mustUnderstand() {
    for value in ["true", "1"] {
      let response = changed {
        $0.headers = "<x:Nonsense xmlns:x='urn:x' s:mustUnderstand='\(value)'>1</x:Nonsense>"
      }
      #expect(response.status == 500)
      #expect(response.fault == "a:MustUnderstand")
      #expect(response.text.contains(" xmlns:r0=\"urn:x\">"))
      #expect(response.text.contains("<a:NotUnderstood qname=\"r0:Nonsense\"></a:NotUnderstood>"))
      #expect(!response.text.contains("<a:Subcode>"))
    }
  }

  @Test(
    "Unknown headers are passed over otherwise",
    arguments: [
      "<x:N xmlns:x='urn:x'/>", "<x:N xmlns:x='urn:x' s:mustUnderstand='false'/>",
      "<x:N xmlns:x='urn:x' s:mustUnderstand='0'/>", "<x:N xmlns:x='urn:x' mustUnderstand='true'/>",
      "<x:N xmlns:x='urn:x' s:mustUnderstand='true' s:role='http://www.w3.org/2003/05/soap-envelope/role/none'/>",
    ]) func optional(header: String)
  {
    #expect(changed { $0.headers = header }.status == 200)
  }

  @Test("A header twice", arguments: ["<wsa:To>x</wsa:To>", "<wsman:MaxEnvelopeSize>9000</wsman:MaxEnvelopeSize>"])
  func duplicates(header: String) {
    let response = changed { $0.headers = header + header }
    #expect(response.fault == "wsa:InvalidMessageInformationHeader")
    #expect(response.reason?.hasSuffix("is there twice.") == true)
  }

  @Test("A value that is not there shows as two quotes in the sentence")
  func emptyValue() {
    #expect(
      changed { $0.headers = "<wsman:OperationTimeout></wsman:OperationTimeout>" }.reason
        == #"wsman:OperationTimeout "" is not a duration such as PT60S."#)
    #expect(
      changed { $0.selectors = [("Name", "")] }.reason == #"There is no CIM_ComputerSystem with Name=""."#)
  }

  @Test("OperationTimeout is a duration", arguments: ["PT60S", "PT60.000S", "PT1M30S", "P1DT1H"])
  func timeout(duration: String) {
    #expect(changed { $0.headers = "<wsman:OperationTimeout>\(duration)</wsman:OperationTimeout>" }.status == 200)
  }

  @Test("and nothing else", arguments: ["", "60", "PT", "-PT5S", "P1Y", "P999999999999999D", "P99999999999D"])
  func wrongTimeout(duration: String) {
    let response = changed { $0.headers = "<wsman:OperationTimeout>\(duration)</wsman:OperationTimeout>" }
    #expect(response.fault == "wsa:InvalidMessageInformationHeader")
  }

  @Test("MaxEnvelopeSize is a number of at least 8192") func sizes() {
    func response(_ size: String) -> Response {
      changed { $0.headers = "<wsman:MaxEnvelopeSize s:mustUnderstand='true'>\(size)</wsman:MaxEnvelopeSize>" }
    }
    #expect(response("8192").status == 200)
    #expect(response("99999999999999999").status == 200)
    #expect(response("8191").fault == "wsman:EncodingLimit/MinimumEnvelopeLimit")
    for wrong in ["0", "-1", "many", ""] { #expect(response(wrong).fault == "wsa:InvalidMessageInformationHeader") }
  }

  @Test("An answer over the limit is a fault that says so") func tooLarge() {
    var limits = ServiceLimits()
    limits.answer = 600
    let response = Client(limits: limits).send(.get("CIM_ComputerSystem"))
    #expect(response.fault == "wsman:EncodingLimit/MaxEnvelopeSize")
    #expect(response.reason?.contains("more than the 600 allowed") == true)
  }

  @Test("A locale is a wish, unless it must be understood: then it has to be English") func locales() {
    func response(_ attributes: String) -> Response { changed { $0.headers = "<wsman:Locale \(attributes)/>" } }
    #expect(response("xml:lang='de'").status == 200)
    #expect(response("xml:lang='en-us' s:mustUnderstand='true'").status == 200)
    #expect(response("xml:lang='de' s:mustUnderstand='true'").fault == "wsman:UnsupportedFeature/Locale")
  }

  @Test("Options may be there; those that must be complied with are refused") func options() {
    func response(_ options: String) -> Response {
      changed { $0.headers = "<wsman:OptionSet s:mustUnderstand='true'>\(options)</wsman:OptionSet>" }
    }
    #expect(response("").status == 200)
    #expect(response("<wsman:Option Name='ShowExtensions'/>").status == 200)
    let refused = response("<wsman:Option Name='Odd' MustComply='true'/>")
    #expect(refused.fault == "wsman:InvalidOptions/NotSupported")
    #expect(refused.reason == "The option Odd is not supported.")
  }

  @Test("Fragments are not transferred") func fragments() {
    let header = "<wsman:FragmentTransfer s:mustUnderstand='true'>ElementName</wsman:FragmentTransfer>"
    #expect(changed { $0.headers = header }.fault == "wsman:UnsupportedFeature/FragmentLevelAccess")
  }

  @Test("Only Identify is answered without credentials") func credentials() {
    let client = Client()
    client.user = nil
    #expect(client.send(.get("CIM_ComputerSystem")).fault == "wsman:AccessDenied")
    var identify = Request(nil, nil)
    identify.body = "<i:Identify xmlns:i='http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd'/>"
    #expect(client.send(identify).status == 200)
  }

  @Test("Identify with the headers of other requests") func identifyWithHeaders() {
    var identify = Request("urn:any", Machine.cimPrefix + "CIM_ComputerSystem")
    identify.body = "<i:Identify xmlns:i='http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd'/>"
    let response = Client().send(identify)
    #expect(response.status == 200)
    #expect(response.content("wsa:RelatesTo") == "uuid:1")
    #expect(!response.text.contains("<wsa:Action>"))
  }
}
