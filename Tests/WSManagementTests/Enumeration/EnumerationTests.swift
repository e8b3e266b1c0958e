import LanternTesting
import Model
import Testing

@testable import WSManagement

@Suite("Enumerate and Pull") struct EnumerationTests {
  private let optimize = "<wsman:OptimizeEnumeration/>"

  private func names(_ response: Response) -> [String] { response.contents("p:DeviceID") }

  @Test("Pull without a number returns all, and the last answer has no context") func pullAll() throws {
    let client = Client()
    let context = try #require(client.send(.enumerate("CIM_NumericSensor")).context)
    let response = client.send(.pull(context))
    #expect(names(response) == ["tach1", "t1", "t2"])
    #expect(response.context == nil)
    #expect(response.text.contains("</wsen:Items><wsen:EndOfSequence></wsen:EndOfSequence></wsen:PullResponse>"))
    #expect(client.send(.pull(context)).fault == "wsen:InvalidEnumerationContext")
  }

  @Test("Pulls of one, the number in either namespace, a mode in Pull ignored") func pullByOne() throws {
    let client = Client()
    var context = try #require(client.send(.enumerate("CIM_NumericSensor")).context)
    var found: [String] = []
    for (round, prefix) in ["wsen", "wsman", "wsen"].enumerated() {
      let options =
        "<\(prefix):MaxElements>1</\(prefix):MaxElements><wsman:EnumerationMode>EnumerateEPR</wsman:EnumerationMode>"
      let response = client.send(.pull(context, options))
      found += names(response)
      #expect((response.context == nil) == (round == 2))
      context = response.context ?? context
    }
    #expect(found == ["tach1", "t1", "t2"])
  }

  @Test("An optimized answer without a number has everything, and an empty context") func optimized() {
    let response = Client().send(.enumerate("CIM_NumericSensor", optimize))
    #expect(names(response).count == 3)
    #expect(response.context == "")
    #expect(response.text.contains("</wsman:Items><wsman:EndOfSequence></wsman:EndOfSequence>"))
  }

  @Test("An optimized answer with a number goes on with pulls") func optimizedPart() throws {
    for prefix in ["wsen", "wsman"] {
      let client = Client()
      let response = client.send(
        .enumerate("CIM_NumericSensor", "\(optimize)<\(prefix):MaxElements>2</\(prefix):MaxElements>"))
      #expect(names(response) == ["tach1", "t1"])
      #expect(!response.text.contains("EndOfSequence"))
      let context = try #require(response.context)
      #expect(names(client.send(.pull(context))) == ["t2"])
    }
  }

  @Test("The mode lasts for the whole enumeration") func mode() throws {
    let client = Client()
    let mode = "<wsman:EnumerationMode>EnumerateEPR</wsman:EnumerationMode>"
    let context = try #require(client.send(.enumerate("CIM_NumericSensor", mode)).context)
    let response = client.send(.pull(context))
    #expect(response.contents("wsa:EndpointReference").count == 3)
    #expect(!response.text.contains("<p:"))
    #expect(!response.text.contains("xmlns:p="))
  }

  @Test("A superclass yields every subclass with its own prefix") func prefixes() {
    let response = Client().send(.enumerate("CIM_LogicalDevice", optimize))
    #expect(
      response.text.contains(
        " xmlns:p=\"\(Machine.cimPrefix)CIM_NumericSensor\" xmlns:p1=\"\(Machine.cimPrefix)CIM_Fan\""))
    #expect(response.contents("p:CIM_NumericSensor").count == 3)
    let fan = response.content("p1:CIM_Fan")
    #expect(fan?.contains("<p1:DeviceID>fan1</p1:DeviceID>") == true)
    #expect(fan?.contains("<p:") == false)
  }

  @Test("Properties are in the namespace of the leaf class, whatever was asked for") func spliced() throws {
    let client = Client()
    let alone = try #require(client.send(.get("CIM_Fan")).body)
    let among = client.send(.enumerate("CIM_LogicalDevice", optimize))
    let numbered = alone.replacing("<p:", with: "<p1:").replacing("</p:", with: "</p1:")
    #expect(among.text.contains(numbered))
  }

  @Test("A class without instances is an empty sequence, not a fault") func empty() throws {
    let client = Client()
    let optimized = client.send(.enumerate("CIM_RecordLog", optimize))
    #expect(optimized.content("wsman:Items") == "")
    #expect(optimized.text.contains("<wsman:EndOfSequence>"))
    let context = try #require(client.send(.enumerate("CIM_RecordLog")).context)
    #expect(!context.isEmpty)
    #expect(client.send(.pull(context)).content("wsen:Items") == "")
  }

  @Test("What went away in between is passed over") func gone() throws {
    let client = Client()
    let context = try #require(client.send(.enumerate("CIM_NumericSensor")).context)
    client.store.remove([ObjectID(.sensor, "t1")])
    let response = client.send(.pull(context, "<wsman:MaxElements>2</wsman:MaxElements>"))
    #expect(names(response) == ["tach1", "t2"])
    #expect(response.context == nil)
  }

  @Test("Pulls are as current as the model") func current() throws {
    let client = Client()
    let context = try #require(client.send(.enumerate("CIM_NumericSensor")).context)
    client.publish([.sensor(Machine.temperature("t1", 99))])
    #expect(client.send(.pull(context)).contents("p:CurrentReading") == ["4200", "99", "30"])
  }

  @Test("As many as fit in MaxEnvelopeSize, and the rest later") func envelopeSize() throws {
    let sensors = (0..<40).map { Content.sensor(Machine.temperature("s\($0)", 20)) }
    let client = Client([.system(Machine.system)] + sensors)
    let limit = 9000
    var request = Request.enumerate("CIM_NumericSensor", optimize)
    request.headers = "<wsman:MaxEnvelopeSize>\(limit)</wsman:MaxEnvelopeSize>"
    var found: [String] = []
    var rounds = 0
    while true {
      let response = client.send(request)
      #expect(response.status == 200)
      #expect(response.text.utf8.count <= limit)
      // Nearly full, but for the last.
      if response.text.contains("EndOfSequence") == false { #expect(response.text.utf8.count > limit - 3500) }
      found += names(response)
      rounds += 1
      guard let context = response.context, !context.isEmpty, rounds < 40 else { break }
      request.action = Request.enumeration + "Pull"
      request.body = Request.pull(context).body
    }
    #expect(found == (0..<40).map { "s\($0)" })
  }

  @Test("One instance that alone is too large is a fault, and the context stays") func oversized() throws {
    var firmware = Machine.firmware
    firmware.version = String(repeating: "x", count: 9000)
    let client = Client([.system(Machine.system), .firmware(firmware)])
    let context = try #require(client.send(.enumerate("CIM_SoftwareIdentity")).context)
    var request = Request.pull(context)
    request.headers = "<wsman:MaxEnvelopeSize>8192</wsman:MaxEnvelopeSize>"
    #expect(client.send(request).fault == "wsman:EncodingLimit/MaxEnvelopeSizeExceeded")
    #expect(client.send(.pull(context)).status == 200)
  }

  @Test("As many as fit in MaxCharacters") func characters() throws {
    let client = Client()
    let one = try #require(client.send(.get("CIM_NumericSensor")).body).utf8.count
    let context = try #require(client.send(.enumerate("CIM_NumericSensor")).context)
    let response = client.send(.pull(context, "<wsen:MaxCharacters>\(one)</wsen:MaxCharacters>"))
    #expect(names(response) == ["tach1"])
    let least = client.send(.pull(context, "<wsen:MaxCharacters>10</wsen:MaxCharacters>"))
    #expect(least.fault == "wsman:EncodingLimit")
    #expect(least.reason?.hasPrefix("The next instance alone has ") == true)
    #expect(least.reason?.hasSuffix(" characters, more than the 10 of wsen:MaxCharacters.") == true)
  }

  @Test("Characters are counted, not octets, and the items only", arguments: ["", EnumerationTests.both])
  func notOctets(mode: String) throws {
    var sensor = Machine.temperature("t", 20)
    sensor.name = String(repeating: "ü", count: 500) + "𝕏"
    let client = Client([.system(Machine.system), .sensor(sensor)])
    let context = try #require(client.send(.enumerate("CIM_NumericSensor", mode)).context)
    let count = try #require(
      Client([.system(Machine.system), .sensor(sensor)]).send(
        .enumerate("CIM_NumericSensor", optimize + mode)
      ).content("wsman:Items")
    ).unicodeScalars.count
    let less = client.send(.pull(context, "<wsen:MaxCharacters>\(count - 1)</wsen:MaxCharacters>"))
    #expect(less.fault == "wsman:EncodingLimit")
    #expect(
      less.reason
        == "The next instance alone has \(count) characters, more than the \(count - 1) of wsen:MaxCharacters.")
    #expect(names(client.send(.pull(context, "<wsen:MaxCharacters>\(count)</wsen:MaxCharacters>"))) == ["t"])
  }

  private static let both = "<wsman:EnumerationMode>EnumerateObjectAndEPR</wsman:EnumerationMode>"

  @Test(
    "Any positive number of elements or characters, and any time, is taken",
    arguments: [
      "<wsen:MaxElements>1000000</wsen:MaxElements>", "<wsen:MaxElements>18446744073709551616</wsen:MaxElements>",
      "<wsman:MaxElements>99999999999999999999999999999999999999</wsman:MaxElements>",
      "<wsen:MaxElements> +0003 </wsen:MaxElements>", "<wsen:MaxCharacters>18446744073709551616</wsen:MaxCharacters>",
      "<wsen:MaxTime>PT0.001S</wsen:MaxTime>", "<wsen:MaxTime>PT60.0S</wsen:MaxTime>",
      "<wsen:MaxTime>P1Y</wsen:MaxTime>",
      "<wsen:MaxTime>P999999999DT1S</wsen:MaxTime>",
    ]) func generous(options: String) throws
  {
    let client = Client()
    let context = try #require(client.send(.enumerate("CIM_NumericSensor")).context)
    #expect(names(client.send(.pull(context, options))) == ["tach1", "t1", "t2"])
  }

  @Test(
    "What is no positive number, and no time, is refused with its name and value; the context stays",
    arguments: [
      ("MaxElements", "0"), ("MaxElements", "-1"), ("MaxElements", "x"), ("MaxElements", ""), ("MaxElements", "1.5"),
      ("MaxElements", "1 2"), ("MaxElements", "+"), ("MaxElements", "000"), ("MaxCharacters", "0"),
      ("MaxCharacters", "many"), ("MaxTime", "PT0S"), ("MaxTime", "-PT1S"), ("MaxTime", "60"), ("MaxTime", ""),
      ("MaxTime", "PT"), ("MaxTime", "P1DT"), ("MaxTime", "PT1M1H"), ("MaxTime", "PT1.S"), ("MaxTime", "PT1.5M"),
    ]) func refused(name: String, value: String) throws
  {
    let client = Client()
    let context = try #require(client.send(.enumerate("CIM_NumericSensor")).context)
    let response = client.send(.pull(context, "<wsen:\(name)>\(value)</wsen:\(name)>"))
    #expect(response.fault == "wsman:InvalidParameter")
    #expect(response.reason?.hasPrefix("wsen:\(name) is \(value.isEmpty ? "\"\"" : value);") == true)
    #expect(client.send(.pull(context)).status == 200)
  }

  @Test(
    "What may be there once is not guessed from two",
    arguments: [
      ("wsman:OptimizeEnumeration", ""), ("wsman:EnumerationMode", "EnumerateEPR"), ("wsman:MaxElements", "2"),
      ("wsen:MaxElements", "2"), ("wsen:Expires", "PT5M"), ("wsmb:PolymorphismMode", "None"),
    ]) func enumerateTwice(name: String, value: String)
  {
    let once = "<\(name)>\(value)</\(name)>"
    #expect(Client().send(.enumerate("CIM_NumericSensor", once)).status == 200)
    let response = Client().send(.enumerate("CIM_NumericSensor", once + once))
    #expect(response.fault == "wsman:SchemaValidationError")
    #expect(response.reason == "\(name) is there again in wsen:Enumerate; it may be there once.")
  }

  @Test("A limit under both of its names is there twice", arguments: ["Enumerate", "Pull"])
  func bothNames(operation: String) throws {
    let client = Client()
    let both = "<wsen:MaxElements>2</wsen:MaxElements><wsman:MaxElements>3</wsman:MaxElements>"
    let context = try #require(client.send(.enumerate("CIM_NumericSensor")).context)
    let request = operation == "Pull" ? Request.pull(context, both) : .enumerate("CIM_NumericSensor", both)
    #expect(client.send(request).fault == "wsman:SchemaValidationError")
  }

  @Test("Neither is it in what follows; the context stays") func pullTwice() throws {
    let client = Client()
    let context = try #require(client.send(.enumerate("CIM_NumericSensor")).context)
    let other = "<wsen:EnumerationContext>other</wsen:EnumerationContext>"
    let expires = "<wsen:Expires>PT1M</wsen:Expires>"
    var requests = ["MaxElements", "MaxCharacters"].map { name in
      Request.pull(context, "<wsen:\(name)>2</wsen:\(name)><wsen:\(name)>9000</wsen:\(name)>")
    }
    requests.append(.pull(context, "<wsen:MaxTime>PT1S</wsen:MaxTime><wsen:MaxTime>PT9S</wsen:MaxTime>"))
    requests.append(.pull(context, other))
    for var request in [Request.release(context), .renew(context), .status(context)] {
      request.body = request.body.replacing("</wsen:EnumerationContext>", with: "</wsen:EnumerationContext>\(other)")
      requests.append(request)
    }
    var renew = Request.renew(context)
    renew.body = renew.body.replacing("</wsen:Renew>", with: "\(expires)\(expires)</wsen:Renew>")
    requests.append(renew)
    for request in requests {
      let response = client.send(request)
      #expect(response.fault == "wsman:SchemaValidationError")
      #expect(response.reason?.contains(" is there again in wsen:") == true)
    }
    #expect(names(client.send(.pull(context))) == ["tach1", "t1", "t2"])
  }

  @Test("The number of items in all, when it is asked for") func itemCount() throws {
    let client = Client()
    var request = Request.enumerate("CIM_NumericSensor", optimize)
    #expect(!client.send(request).text.contains("TotalItemsCountEstimate"))
    request.headers = "<wsman:RequestTotalItemsCountEstimate/>"
    #expect(client.send(request).content("wsman:TotalItemsCountEstimate") == "3")
    request.body = Request.enumerate("CIM_NumericSensor").body
    let opened = client.send(request)
    #expect(opened.content("wsman:TotalItemsCountEstimate") == "3")
    request.action = Request.enumeration + "Pull"
    request.body = Request.pull(try #require(opened.context), "<wsman:MaxElements>1</wsman:MaxElements>").body
    #expect(client.send(request).content("wsman:TotalItemsCountEstimate") == "3")
  }

  @Test("Where telling the number would take too long, it is said to be unknown") func unknownItemCount() throws {
    var limits = ServiceLimits()
    limits.enumerationEffort = 2
    let client = Client(limits: limits)
    var request = Request.enumerate("CIM_NumericSensor")
    request.headers = "<wsman:RequestTotalItemsCountEstimate/>"
    let response = client.send(request)
    #expect(
      response.text.contains(
        "<wsman:TotalItemsCountEstimate xsi:nil=\"true\"></wsman:TotalItemsCountEstimate>"))
  }

  @Test(
    "What makes no sense",
    arguments: [
      ("<wsman:EnumerationMode>Everything</wsman:EnumerationMode>", "wsman:UnsupportedFeature/EnumerationMode"),
      ("<wsman:MaxElements>0</wsman:MaxElements>", "wsman:InvalidParameter"),
      ("<wsman:MaxElements>-1</wsman:MaxElements>", "wsman:InvalidParameter"),
      ("<wsen:EndTo><wsa:Address>urn:x</wsa:Address></wsen:EndTo>", "wsman:UnsupportedFeature/AddressingMode"),
      ("<wsen:Filter>a</wsen:Filter><wsman:Filter>b</wsman:Filter>", "wsen:CannotProcessFilter"),
    ]) func nonsense(options: String, fault: String)
  {
    #expect(Client().send(.enumerate("CIM_Fan", options)).fault == fault)
  }

  @Test("Selectors of keys do not go with Enumerate; the namespace does") func selectors() {
    var request = Request.enumerate("CIM_Fan", optimize)
    request.selectors = [("__cimnamespace", "root/cimv2")]
    #expect(names(Client().send(request)) == ["fan1"])
    request.selectors = [("DeviceID", "fan1")]
    #expect(Client().send(request).fault == "wsman:InvalidSelectors/UnexpectedSelectors")
  }

  @Test("The body has to be what the action says") func mismatch() {
    for action in ["Enumerate", "Pull", "Release", "Renew", "GetStatus"] {
      let response = Client().send(Request(Request.enumeration + action, Machine.cimPrefix + "CIM_Fan"))
      #expect(response.fault == "wsa:ActionNotSupported/ActionMismatch")
    }
  }

  @Test("Clients pull with the resource URI they were given, another one, or none") func pullURI() throws {
    let client = Client()
    for uri in [nil, "urn:other"] {
      let context = try #require(client.send(.enumerate("CIM_Fan")).context)
      var request = Request.pull(context)
      request.resource = uri
      #expect(names(client.send(request)) == ["fan1"])
    }
  }
}
