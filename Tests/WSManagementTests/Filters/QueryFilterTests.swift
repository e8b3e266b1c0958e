import Testing

@testable import WSManagement

@Suite("WQL and CQL filters") struct QueryFilterTests {
  static let wql = "http://schemas.microsoft.com/wbem/wsman/1/WQL"
  static let cql = "http://schemas.dmtf.org/wbem/cql/1/dsp0202.pdf"
  static let wmi = "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/*"

  private func query(
    _ text: String, _ dialect: String = QueryFilterTests.wql, at uri: String = Request.allClasses,
    _ options: String = ""
  ) -> Response {
    Client().send(
      .enumerate(
        uri: uri, "<wsman:OptimizeEnumeration/>\(options)<wsman:Filter Dialect=\"\(dialect)\">\(text)</wsman:Filter>"))
  }

  private func names(_ response: Response) -> [String] { response.contents("p:DeviceID") }

  @Test(
    "All classes together are asked by queries in either language, whatever the URI for them",
    arguments: [Request.allClasses, Machine.cimPrefix + "*", QueryFilterTests.wmi])
  func allClasses(uri: String) {
    #expect(names(query("select * from CIM_NumericSensor where CurrentReading &lt; 25", at: uri)) == ["t1"])
    #expect(
      names(query("SELECT * FROM CIM_Sensor WHERE CIM_Sensor.DeviceID LIKE 't.'", Self.cql, at: uri)) == ["t1", "t2"])
    #expect(query("select * from CIM_Sensor", at: uri).contents("p:CIM_NumericSensor").count == 3)
  }

  @Test("The dialect's URI may have other cases of letters, or be the one of another product")
  func dialects() {
    for dialect in [Self.wql.uppercased(), "http://schemas.dmtf.org/wbem/wsman/1/WQL"] {
      #expect(names(query("select * from CIM_Fan", dialect)) == ["fan1"])
    }
  }

  @Test("With the URI of a class, the query is for it or one below it") func ofClass() {
    let uri = Machine.cimPrefix + "CIM_Sensor"
    #expect(names(query("select * from CIM_Sensor where SensorType = 2", at: uri)) == ["t1", "t2"])
    #expect(names(query("select * from CIM_NumericSensor where CurrentReading = 20", at: uri)) == ["t1"])
    for name in ["CIM_Fan", "CIM_LogicalDevice"] {
      let refused = query("select * from \(name)", at: uri)
      #expect(refused.fault == "wsen:CannotProcessFilter")
      #expect(refused.reason?.contains(name) == true)
      #expect(refused.reason?.contains("CIM_Sensor") == true)
    }
  }

  @Test("Chosen properties come in fragments") func projection() {
    let response = query("select DeviceID, currentreading from CIM_NumericSensor where DeviceID = 't2'")
    #expect(
      response.content("wsman:Items")
        == "<wsman:XmlFragment><p:CurrentReading>30</p:CurrentReading><p:DeviceID>t2</p:DeviceID></wsman:XmlFragment>")
    #expect(response.text.contains(" xmlns:p=\"\(Machine.cimPrefix)CIM_NumericSensor\""))
  }

  @Test("Fragments stand beside their references, each with the prefix of its class") func projectionInItems() {
    let both = "<wsman:EnumerationMode>EnumerateObjectAndEPR</wsman:EnumerationMode>"
    let items = query("select DeviceID from CIM_LogicalDevice", Self.wql, both).contents("wsman:Item")
    #expect(items.count == 4)
    #expect(
      items[0].hasPrefix(
        "<wsman:XmlFragment><p:DeviceID>tach1</p:DeviceID></wsman:XmlFragment><wsa:EndpointReference>"))
    #expect(items[3].hasPrefix("<wsman:XmlFragment><p1:DeviceID>fan1</p1:DeviceID></wsman:XmlFragment>"))
    let references = "<wsman:EnumerationMode>EnumerateEPR</wsman:EnumerationMode>"
    let only = query("select DeviceID from CIM_Fan", Self.wql, references).content("wsman:Items")
    #expect(only?.hasPrefix("<wsa:EndpointReference>") == true)
  }

  private func query(_ text: String, _ dialect: String, _ options: String) -> Response {
    query(text, dialect, at: Request.allClasses, options)
  }

  @Test("Nothing of what was chosen has a value") func emptyProjection() {
    #expect(
      query("select Description from CIM_Fan").content("wsman:Items")
        == "<wsman:XmlFragment xsi:nil=\"true\"></wsman:XmlFragment>")
  }

  @Test("Pulls go on with the query") func pulls() throws {
    let client = Client()
    let filter = "<wsen:Filter Dialect=\"\(Self.wql)\">select * from CIM_Sensor where SensorType = 2</wsen:Filter>"
    let context = try #require(client.send(.enumerate("CIM_Sensor", filter)).context)
    let first = client.send(.pull(context, "<wsen:MaxElements>1</wsen:MaxElements>"))
    #expect(names(first) == ["t1"])
    let second = client.send(.pull(context, "<wsen:MaxElements>1</wsen:MaxElements>"))
    #expect(names(second) == ["t2"])
    #expect(second.context == nil)
  }

  @Test("The number of items of a query is told when it is known") func itemCount() {
    let client = Client()
    var request = Request.enumerate(
      "CIM_Sensor",
      "<wsman:OptimizeEnumeration/><wsman:Filter Dialect=\"\(Self.wql)\">select * from CIM_Sensor where SensorType = 2"
        + "</wsman:Filter>")
    request.headers = "<wsman:RequestTotalItemsCountEstimate/>"
    #expect(client.send(request).content("wsman:TotalItemsCountEstimate") == "2")
    request.body = request.body.replacing("<wsman:OptimizeEnumeration/>", with: "")
    #expect(client.send(request).text.contains("<wsman:TotalItemsCountEstimate xsi:nil=\"true\">"))
  }

  @Test("Polymorphism modes go with queries") func polymorphism() {
    let uri = Machine.cimPrefix + "CIM_Sensor"
    let cast = "<wsmb:PolymorphismMode>ExcludeSubClassProperties</wsmb:PolymorphismMode>"
    let found = query("select DeviceID, CurrentReading from CIM_NumericSensor", Self.wql, at: uri, cast)
    #expect(found.contents("wsman:XmlFragment").count == 3)
    #expect(!found.text.contains("CurrentReading"))
    #expect(found.text.contains(" xmlns:p=\"\(uri)\""))
    let exact = "<wsmb:PolymorphismMode>None</wsmb:PolymorphismMode>"
    #expect(query("select * from CIM_NumericSensor", Self.wql, at: uri, exact).content("wsman:Items") == "")
    #expect(query("select * from CIM_Sensor", Self.wql, exact).fault == "wsmb:PolymorphismModeNotSupported")
  }

  @Test("A class that does not exist is told as for a resource URI: a client looks for that") func unknownClass() {
    for dialect in [Self.wql, Self.cql] {
      let response = query("select * from CIM_Nonsense", dialect)
      #expect(response.fault == "wsa:DestinationUnreachable/InvalidResourceURI")
      #expect(response.reason?.contains("CIM_Nonsense") == true)
    }
  }

  @Test(
    "What cannot be read is refused with its place",
    arguments: [
      "select", "select * from", "delete from CIM_Fan", "select * from CIM_Fan where", "select Nonsense from CIM_Fan",
      "select * from CIM_Fan where DeviceID = 1.2.3", "select count(*) from CIM_Fan",
    ]) func malformed(text: String)
  {
    let response = query(text)
    #expect(response.status == 400)
    #expect(response.fault == "wsen:CannotProcessFilter")
    #expect(response.reason?.contains("character ") == true, "\(response.reason ?? "")")
  }
}
