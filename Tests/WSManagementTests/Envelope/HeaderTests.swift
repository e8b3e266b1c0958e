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

  @Test("Attributes and nested elements of reference parameters are copied too; what has no namespace is not")
  func parametersWithAttributes() {
    let response = changed {
      $0.replyTo? +=
        "<wsa:ReferenceProperties><x:P xmlns:x='urn:x'/></wsa:ReferenceProperties>"
        + "<wsa:ReferenceParameters><y:S xmlns:y='urn:y' xmlns:z='urn:z' a='1&lt;' z:b='2' xml:lang='de'>"
        + "<y:T c='3'/></y:S><bare>1</bare></wsa:ReferenceParameters>"
    }
    #expect(response.text.contains(" xmlns:r0=\"urn:x\" xmlns:r1=\"urn:y\" xmlns:r2=\"urn:z\">"))
    #expect(
      response.text.contains(
        "<r0:P></r0:P><r1:S a=\"1&lt;\" r2:b=\"2\" xml:lang=\"de\"><r1:T c=\"3\"></r1:T></r1:S></a:Header>"))
  }

  @Test("A fault carries the parameters of FaultTo, an answer those of ReplyTo") func faultParameters() {
    func address(_ name: String) -> String {
      "<wsa:Address>\(Request.anonymous)</wsa:Address><wsa:ReferenceParameters><x:\(name) xmlns:x='urn:x'/>"
        + "</wsa:ReferenceParameters>"
    }
    func response(_ faultTo: String, _ selectors: [(String, String)]) -> Response {
      changed {
        $0.replyTo = address("Answer")
        $0.headers = faultTo
        $0.selectors = selectors
      }
    }
    let faultTo = "<wsa:FaultTo>\(address("Fault"))</wsa:FaultTo>"
    for (response, name) in [
      (response(faultTo, []), "Answer"), (response(faultTo, [("Name", "x")]), "Fault"),
      (response("", [("Name", "x")]), "Answer"),
    ] {
      #expect(response.text.contains("<r0:\(name)></r0:\(name)></a:Header>"))
      #expect(response.text.ranges(of: "<r0:").count == 1)
    }
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

  @Test("All headers that are not understood are told, whatever role of ours they name") func severalNotUnderstood() {
    let next = "s:role='http://www.w3.org/2003/05/soap-envelope/role/next'"
    let last = "s:role='http://www.w3.org/2003/05/soap-envelope/role/ultimateReceiver'"
    let response = changed {
      $0.headers =
        "<x:A xmlns:x='urn:x' s:mustUnderstand='true' \(next)/><x:B xmlns:x='urn:x' s:mustUnderstand='1' \(last)/>"
        + "<wsman:Nonsense s:mustUnderstand='true'/>"
    }
    #expect(response.fault == "a:MustUnderstand")
    let names = response.text.components(after: "<a:NotUnderstood qname=\"").map { String($0.prefix { $0 != "\"" }) }
    #expect(names == ["r0:A", "r0:B", "r1:Nonsense"])
    #expect(response.reason?.contains("A of urn:x, B of urn:x, Nonsense of http://") == true)
  }

  @Test(
    "Unknown headers are passed over otherwise",
    arguments: [
      "<x:N xmlns:x='urn:x'/>", "<x:N xmlns:x='urn:x' s:mustUnderstand='false'/>",
      "<x:N xmlns:x='urn:x' s:mustUnderstand='0'/>",
      "<x:N xmlns:x='urn:x'><x:M s:mustUnderstand='true'/></x:N>", "<x:N xmlns:x='urn:x' mustUnderstand='true'/>",
      "<x:N xmlns:x='urn:x' s:mustUnderstand='true' s:role='http://www.w3.org/2003/05/soap-envelope/role/none'/>",
    ]) func optional(header: String)
  {
    #expect(changed { $0.headers = header }.status == 200)
  }

  @Test(
    "A header twice, whichever of the protocol's it is",
    arguments: [
      "<wsa:To>x</wsa:To>", "<wsa:Action>x</wsa:Action>", "<wsa:MessageID>x</wsa:MessageID>", "<wsa:From/>",
      "<wsa:ReplyTo/>", "<wsa:FaultTo/>", "<wsman:ResourceURI>x</wsman:ResourceURI>", "<wsman:SelectorSet/>",
      "<wsman:MaxEnvelopeSize>9000</wsman:MaxEnvelopeSize>", "<wsman:OperationTimeout>PT1S</wsman:OperationTimeout>",
      "<wsman:Locale xml:lang='en'/>", "<wsman:OptionSet/>", "<wsman:FragmentTransfer/>", "<wsman:RequestEPR/>",
      "<wsman:RequestTotalItemsCountEstimate/>", "<wsman:Bookmark/>",
      "<e:Identifier xmlns:e='http://schemas.xmlsoap.org/ws/2004/08/eventing'/>",
    ])
  func duplicates(header: String) {
    let response = changed { $0.headers = header + header }
    #expect(response.status == 400)
    #expect(response.fault == "wsa:InvalidMessageInformationHeader")
    #expect(response.reason?.hasSuffix("is there twice.") == true)
  }

  @Test("Headers that may be there twice: those of others, and RelatesTo")
  func repeats() {
    for header in ["<x:N xmlns:x='urn:x'/>", "<wsa:RelatesTo>uuid:9</wsa:RelatesTo>"] {
      #expect(changed { $0.headers = header + header }.status == 200)
    }
  }

  @Test("The one header that is there twice is found among a thousand") func repeatedAmongMany() {
    let many = (0..<1000).map { "<wsa:Header\($0)/>" }.joined()
    #expect(changed { $0.headers = many }.status == 200)
    let response = changed { $0.headers = many + "<wsa:Header500/>" }
    #expect(response.fault == "wsa:InvalidMessageInformationHeader")
    #expect(response.reason == "The header wsa:Header500 is there twice.")
  }

  @Test("Each of many namespaces of reference parameters is declared once, and every name has its prefix")
  func manyNamespaces() {
    let one = (0..<100).map { "<x:P xmlns:x='urn:\($0)'/>" }.joined()
    let response = changed {
      $0.replyTo? += "<wsa:ReferenceParameters>\(one)\(one)</wsa:ReferenceParameters>"
    }
    let copies = (0..<100).map { "<r\($0):P></r\($0):P>" }.joined()
    #expect(response.text.contains("\(copies)\(copies)</a:Header>"))
    let declarations = (0..<100).map { " xmlns:r\($0)=\"urn:\($0)\"" }.joined()
    #expect(response.text.contains("\(declarations)>"))
  }

  @Test("A value that is not there shows as two quotes in the sentence")
  func emptyValue() {
    #expect(
      changed { $0.headers = "<wsman:OperationTimeout></wsman:OperationTimeout>" }.reason
        == #"wsman:OperationTimeout "" is not a duration such as PT60S."#)
    #expect(
      changed { $0.selectors = [("Name", "")] }.reason == #"There is no CIM_ComputerSystem with Name=""."#)
  }

  @Test(
    "OperationTimeout is a duration, however long",
    arguments: ["PT60S", "PT60.000S", "PT1M30S", "P1DT1H", "P99999999999D", "P999999999999999D", "P0Y1D"])
  func timeout(duration: String) {
    #expect(changed { $0.headers = "<wsman:OperationTimeout>\(duration)</wsman:OperationTimeout>" }.status == 200)
  }

  @Test(
    "and nothing else",
    arguments: ["", "60", "PT", "-PT5S", "PT0S", "P0D", "PT1H1D", "P1S", "00000000000060.000000:000"])
  func wrongTimeout(duration: String) {
    let response = changed { $0.headers = "<wsman:OperationTimeout>\(duration)</wsman:OperationTimeout>" }
    #expect(response.fault == "wsa:InvalidMessageInformationHeader")
    #expect(response.reason?.hasPrefix("wsman:OperationTimeout ") == true)
  }

  @Test("Nobody knows how long a year or a month is", arguments: ["P1Y", "P12M", "P1Y2M3DT4H"])
  func calendarTimeout(duration: String) {
    let response = changed { $0.headers = "<wsman:OperationTimeout>\(duration)</wsman:OperationTimeout>" }
    #expect(response.fault == "wsman:UnsupportedFeature/OperationTimeout")
  }

  @Test("MaxEnvelopeSize is a number of at least 8192") func sizes() {
    func response(_ size: String) -> Response {
      changed { $0.headers = "<wsman:MaxEnvelopeSize s:mustUnderstand='true'>\(size)</wsman:MaxEnvelopeSize>" }
    }
    #expect(response("8192").status == 200)
    for large in ["99999999999999999", "18446744073709551616", String(repeating: "9", count: 100)] {
      #expect(response(large).status == 200)
    }
    #expect(response("8191").fault == "wsman:EncodingLimit/MinimumEnvelopeLimit")
    for wrong in ["0", "-1", "many", "", "9e9", "0x9000"] {
      #expect(response(wrong).fault == "wsa:InvalidMessageInformationHeader")
    }
  }

  @Test("The policy of MaxEnvelopeSize is one of three") func policy() {
    func response(_ policy: String) -> Response {
      changed { $0.headers = "<wsman:MaxEnvelopeSize Policy='\(policy)'>9000</wsman:MaxEnvelopeSize>" }
    }
    for policy in ["Notify", "Skip", "CancelSubscription"] { #expect(response(policy).status == 200) }
    #expect(response("notify").fault == "wsman:UnsupportedFeature/MaxEnvelopePolicy")
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
    #expect(refused.reason == "The option Odd is not supported; leave it out.")
  }

  @Test("One option too many") func optionLimit() {
    let options = String(repeating: "<wsman:Option Name='x'/>", count: 64)
    func response(_ options: String) -> Response {
      changed { $0.headers = "<wsman:OptionSet>\(options)</wsman:OptionSet>" }
    }
    #expect(response(options).status == 200)
    #expect(response(options + "<wsman:Option Name='x'/>").fault == "wsman:EncodingLimit/OptionLimit")
  }

  @Test("An option that must be complied with needs a name and a plain yes") func oddOptions() {
    func fault(_ attributes: String) -> String? {
      changed { $0.headers = "<wsman:OptionSet><wsman:Option \(attributes)/></wsman:OptionSet>" }.fault
    }
    #expect(fault("Name='x' MustComply='1'") == "wsman:InvalidOptions/NotSupported")
    #expect(fault("Name='x' MustComply='0'") == nil)
    #expect(fault("Name='x' MustComply=' false '") == nil)
    #expect(fault("MustComply='true'") == "wsman:InvalidOptions/InvalidName")
    #expect(fault("Name='' MustComply='true'") == "wsman:InvalidOptions/InvalidName")
    #expect(fault("Name='x' MustComply='maybe'") == "wsman:InvalidOptions/InvalidValue")
    #expect(fault("") == nil)
  }

  @Test("A URI of more than 2048 octets", arguments: ["wsa:To", "wsa:Action", "wsa:MessageID", "wsman:ResourceURI"])
  func longURI(name: String) {
    let long = "urn:" + String(repeating: "x", count: 2045)
    let response = changed {
      switch name {
      case "wsa:To": $0.to = long
      case "wsa:Action": $0.action = long
      case "wsa:MessageID": $0.messageID = long
      default: $0.resource = long
      }
    }
    #expect(response.fault == "wsman:EncodingLimit/URILimitExceeded")
    #expect(response.reason == "\(name) has 2049 octets, more than the 2048 allowed.")
    #expect(changed { $0.to = String(long.dropLast()) }.status == 200)
  }

  @Test("An address to answer to may be long, but not without end") func longAddress() {
    let address = "<wsa:Address>\(String(repeating: "x", count: 2049))</wsa:Address>"
    #expect(changed { $0.replyTo = address }.fault == "wsman:EncodingLimit/URILimitExceeded")
  }

  @Test("Fragments are for Get and Put") func fragments() {
    func response(_ attribute: String) -> Response {
      var request = Request.enumerate("CIM_Fan")
      request.headers = "<wsman:FragmentTransfer \(attribute)>ElementName</wsman:FragmentTransfer>"
      return Client().send(request)
    }
    #expect(response("s:mustUnderstand='true'").fault == "wsman:UnsupportedFeature/FragmentLevelAccess")
    #expect(response("").status == 200)
  }

  @Test("What makes no sense for an operation is passed over")
  func senseless() {
    let response = changed {
      $0.headers =
        "<wsman:RequestTotalItemsCountEstimate s:mustUnderstand='true'/>"
        + "<wsman:OperationTimeout s:mustUnderstand='true'>PT60S</wsman:OperationTimeout>"
    }
    #expect(response.status == 200)
    #expect(!response.text.contains("TotalItemsCountEstimate"))
  }

  @Test("Only Identify is answered without credentials") func credentials() {
    let client = Client()
    client.user = nil
    #expect(client.send(.get("CIM_ComputerSystem")).fault == "wsman:AccessDenied")
    #expect(client.send(.identify()).status == 200)
  }
}
