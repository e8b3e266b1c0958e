import Testing

@testable import WSManagement

@Suite("XPath filters") struct XPathFilterTests {
  private func filtered(
    _ text: String, dialect: String? = "http://www.w3.org/TR/1999/REC-xpath-19991116",
    _ className: String = "CIM_Sensor",
    _ options: String = ""
  ) -> Response {
    let dialect = dialect.map { " Dialect=\"\($0)\"" } ?? ""
    return Client().send(
      .enumerate(
        className,
        "<wsman:OptimizeEnumeration/>\(options)<wsman:Filter\(dialect) xmlns:x=\"\(Machine.cimPrefix)\(className)\">"
          + "\(text)</wsman:Filter>"))
  }

  private func names(_ response: Response) -> [String] { response.contents("p:DeviceID") }

  @Test(
    "A condition keeps whole instances; XPath is meant when no dialect is named",
    arguments: ["http://www.w3.org/TR/1999/REC-xpath-19991116", nil]) func condition(dialect: String?)
  {
    #expect(names(filtered("CurrentReading &gt; 25", dialect: dialect)) == ["tach1", "t2"])
    #expect(names(filtered("x:DeviceID = 't1' or x:SensorType = 5", dialect: dialect)) == ["tach1", "t1"])
    #expect(names(filtered("count(OperationalStatus) &gt; 9", dialect: dialect)) == [])
    #expect(names(filtered("starts-with(DeviceID, 't')", dialect: dialect)).count == 3)
  }

  @Test("A number or text is true unless it is zero, or empty") func values() {
    #expect(names(filtered("CurrentReading - 20")).count == 2)
    #expect(names(filtered("substring(DeviceID, 3)")) == ["tach1"])
  }

  @Test(
    "An expression for the instance keeps it whole",
    arguments: [".", "/", "/x:CIM_NumericSensor", "/CIM_NumericSensor", "CIM_NumericSensor", "self::*[DeviceID]"])
  func whole(text: String) {
    let response = filtered(text, "CIM_NumericSensor")
    #expect(names(response).count == 3)
    #expect(!response.text.contains("XmlFragment"))
  }

  @Test("An expression for parts sends these") func parts() {
    #expect(
      filtered("DeviceID | CurrentReading", "CIM_NumericSensor").contents("wsman:XmlFragment") == [
        "<p:CurrentReading>4200</p:CurrentReading><p:DeviceID>tach1</p:DeviceID>",
        "<p:CurrentReading>20</p:CurrentReading><p:DeviceID>t1</p:DeviceID>",
        "<p:CurrentReading>30</p:CurrentReading><p:DeviceID>t2</p:DeviceID>",
      ])
    #expect(filtered("self::*[CurrentReading = 20]/DeviceID/text()").contents("wsman:XmlFragment") == ["t1"])
  }

  private func filtered(_ text: String, _ className: String) -> Response { filtered(text, dialect: nil, className) }

  @Test("Parts have the prefix of their class, and stand beside references") func partsInItems() {
    let both = "<wsman:EnumerationMode>EnumerateObjectAndEPR</wsman:EnumerationMode>"
    let response = filtered("DeviceID", dialect: nil, "CIM_LogicalDevice", both)
    let items = response.contents("wsman:Item")
    #expect(items.count == 4)
    #expect(
      items[3].hasPrefix(
        "<wsman:XmlFragment><p1:DeviceID>fan1</p1:DeviceID></wsman:XmlFragment><wsa:EndpointReference>"))
  }

  @Test("An instance of a subclass is looked at as what it is sent as") func polymorphism() {
    let cast = "<wsmb:PolymorphismMode>ExcludeSubClassProperties</wsmb:PolymorphismMode>"
    #expect(filtered("CurrentReading", dialect: nil, "CIM_Sensor", cast).content("wsman:Items") == "")
    #expect(filtered("DeviceID", dialect: nil, "CIM_Sensor", cast).contents("wsman:XmlFragment").count == 3)
  }

  @Test(
    "What is no expression is refused with its place",
    arguments: ["DeviceID =", "..//[", "nonsense()", "y:DeviceID", "$x", "document('x')", "", "  ", "<x:DeviceID/>"])
  func malformed(text: String) {
    let response = filtered(text)
    #expect(response.status == 400)
    #expect(response.fault == "wsen:CannotProcessFilter")
  }

  @Test("It needs a class", arguments: [Request.allClasses, QueryFilterTests.wmi]) func allClasses(uri: String) {
    let response = Client().send(.enumerate(uri: uri, "<wsman:Filter>DeviceID</wsman:Filter>"))
    #expect(response.fault == "wsman:UnsupportedFeature/FilteringRequired")
  }
}
