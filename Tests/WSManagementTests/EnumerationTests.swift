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
    #expect(least.fault == "wsman:EncodingLimit/MaxEnvelopeSizeExceeded")
  }

  @Test("The number of items in all, when it is asked for") func itemCount() throws {
    let client = Client()
    var request = Request.enumerate("CIM_NumericSensor", optimize)
    #expect(!client.send(request).text.contains("TotalItemsCountEstimate"))
    request.headers = "<wsman:RequestTotalItemsCountEstimate/>"
    #expect(client.send(request).content("wsman:TotalItemsCountEstimate") == "3")
  }

  @Test("A life is granted when it is asked for, and told") func expires() throws {
    let client = Client()
    func response(_ expires: String) -> Response {
      client.send(.enumerate("CIM_Fan", "<wsen:Expires>\(expires)</wsen:Expires>"))
    }
    #expect(response("PT10M").content("wsen:Expires") == "P0DT0H10M0S")
    #expect(response("P30D").content("wsen:Expires") == "P0DT1H0M0S")
    #expect(client.send(.enumerate("CIM_Fan")).content("wsen:Expires") == nil)
    for wrong in ["PT0S", "-PT5S", "soon", ""] { #expect(response(wrong).fault == "wsen:InvalidExpirationTime") }
    #expect(response("2030-01-01T00:00:00Z").fault == "wsen:UnsupportedExpirationType")
  }

  @Test("Subclasses come with all they have, or not at all") func polymorphism() {
    func response(_ mode: String) -> Response {
      Client().send(.enumerate("CIM_Sensor", "<wsmb:PolymorphismMode>\(mode)</wsmb:PolymorphismMode>"))
    }
    #expect(response("IncludeSubClassProperties").status == 200)
    #expect(response("None").fault == "wsmb:PolymorphismModeNotSupported")
    let refused = response("ExcludeSubClassProperties")
    #expect(refused.fault == "wsmb:PolymorphismModeNotSupported")
    #expect(refused.content("wsa:Action") == "http://schemas.dmtf.org/wbem/wsman/1/cimbinding/fault")
  }

  @Test(
    "What makes no sense",
    arguments: [
      ("<wsman:EnumerationMode>Everything</wsman:EnumerationMode>", "wsman:UnsupportedFeature/EnumerationMode"),
      ("<wsman:MaxElements>0</wsman:MaxElements>", "wsman:InvalidParameter"),
      ("<wsman:MaxElements>-1</wsman:MaxElements>", "wsman:InvalidParameter"),
      ("<wsen:EndTo><wsa:Address>urn:x</wsa:Address></wsen:EndTo>", "wsman:UnsupportedFeature/AddressingMode"),
      ("<wsen:Filter>a</wsen:Filter><wsman:Filter>b</wsman:Filter>", "wsen:CannotProcessFilter"),
      ("<wsman:Filter>../x</wsman:Filter>", "wsen:FilterDialectRequestedUnavailable"),
      (
        "<wsman:Filter Dialect='http://schemas.microsoft.com/wbem/wsman/1/WQL'>select * from CIM_Fan</wsman:Filter>",
        "wsen:FilterDialectRequestedUnavailable"
      ),
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
    for action in ["Enumerate", "Pull", "Release"] {
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
