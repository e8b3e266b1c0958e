import LanternTesting
import Model
import Testing

@testable import WSManagement

extension Request {
  /// With the header wsman:FragmentTransfer. In its text `f` is the class, `q` something else.
  func fragment(_ path: String, _ attributes: String = "s:mustUnderstand='true'") -> Request {
    var request = self
    request.headers +=
      "<wsman:FragmentTransfer \(attributes) xmlns:f='\(request.resource ?? "")' xmlns:q='urn:q'>"
      + "\(path)</wsman:FragmentTransfer>"
    return request
  }
}

@Suite("Get of a fragment") struct FragmentGetTests {
  private static let machine: [Content] = {
    var sensor = sampleSensor("t1", thresholds: Thresholds(warningHigh: 70, criticalHigh: 80), reading: 20)
    sensor.name = "CPU <1> & \"2\""
    return [.system(Machine.system), .sensor(sensor), .firmware(Machine.firmware)]
  }()

  private static func get(_ path: String, _ className: String = "CIM_NumericSensor") -> Response {
    Client(machine).send(.get(className).fragment(path))
  }

  @Test(
    "A path and the body of the answer",
    arguments: [
      ("DeviceID", "<p:DeviceID>t1</p:DeviceID>"),
      ("f:DeviceID", "<p:DeviceID>t1</p:DeviceID>"),
      ("\n  DeviceID ", "<p:DeviceID>t1</p:DeviceID>"),
      ("/CIM_NumericSensor/DeviceID", "<p:DeviceID>t1</p:DeviceID>"),
      ("/f:CIM_NumericSensor/f:DeviceID", "<p:DeviceID>t1</p:DeviceID>"),
      ("CIM_NumericSensor/DeviceID", "<p:DeviceID>t1</p:DeviceID>"),
      ("DeviceID/text()", "t1"),
      ("ElementName", "<p:ElementName>CPU &lt;1&gt; &amp; \"2\"</p:ElementName>"),
      ("ElementName/text()", "CPU &lt;1&gt; &amp; \"2\""),
      ("EnabledState|DeviceID", "<p:DeviceID>t1</p:DeviceID><p:EnabledState>2</p:EnabledState>"),
      ("PossibleStates[1]", "<p:PossibleStates>Normal</p:PossibleStates>"),
      ("PossibleStates[2]/text()", "Upper Non-Critical"),
      ("PossibleStates[last()]/text()", "Unknown"),
      ("PossibleStates[. = 'Warning']", ""),
      (
        "*[starts-with(local-name(), 'UpperThresholdN')]",
        "<p:UpperThresholdNonCritical>70</p:UpperThresholdNonCritical>"
      ),
      ("self::*[DeviceID='t1']/EnabledState", "<p:EnabledState>2</p:EnabledState>"),
      ("count(PossibleStates)", "4"),
      ("UpperThresholdCritical - UpperThresholdNonCritical", "10"),
      ("EnabledState = 2", "true"),
      ("not(EnabledState)", "false"),
      ("string(ElementName)", "CPU &lt;1&gt; &amp; \"2\""),
      ("concat(DeviceID, '&lt;&amp;')", "t1&lt;&amp;"),
    ]) func paths(path: String, content: String)
  {
    let response = Self.get(path)
    #expect(response.status == 200)
    let body = content.isEmpty ? Self.nothing : "<wsman:XmlFragment>\(content)</wsman:XmlFragment>"
    #expect(response.body == body)
  }

  private static let nothing = "<wsman:XmlFragment xsi:nil=\"true\"></wsman:XmlFragment>"

  @Test(
    "Where there is nothing, nil says so",
    arguments: ["NoSuchProperty", "LowerThresholdFatal", "q:DeviceID", "DeviceID[2]", "DeviceID[. = 'x']", "@DeviceID"])
  func nothing(path: String) {
    let response = Self.get(path)
    #expect(response.status == 200)
    #expect(response.body == Self.nothing)
  }

  @Test("The instance as a whole") func whole() {
    for path in ["/", ".", "CIM_NumericSensor"] {
      #expect(
        Self.get(path).body
          == "<wsman:XmlFragment>\(Client(Self.machine).send(.get("CIM_NumericSensor")).body ?? "")</wsman:XmlFragment>"
      )
    }
  }

  @Test("Times and references") func inner() {
    let datetime = "<cim:Datetime>2023-11-14T22:13:20Z</cim:Datetime>"
    var request = Request.get("CIM_SoftwareIdentity").fragment("ReleaseDate")
    #expect(
      Client(Self.machine).send(request).body
        == "<wsman:XmlFragment><p:ReleaseDate>\(datetime)</p:ReleaseDate></wsman:XmlFragment>")
    request = Request.get("CIM_SoftwareIdentity").fragment("ReleaseDate/cim:Datetime")
    #expect(Client(Self.machine).send(request).body == "<wsman:XmlFragment>\(datetime)</wsman:XmlFragment>")
    let names = Self.get("UserOfService//wsman:Selector[@Name='Name']/text()", "CIM_AssociatedPowerManagementService")
    #expect(names.body == "<wsman:XmlFragment>ManagedSystem</wsman:XmlFragment>")
    let attributes = Self.get("UserOfService//@Name", "CIM_AssociatedPowerManagementService")
    #expect(attributes.body == "<wsman:XmlFragment>CreationClassNameName</wsman:XmlFragment>")
  }

  @Test("Under the URI of a superclass its names are those of the instance's class") func superclass() {
    let response = Self.get("/*/f:DeviceID", "CIM_Sensor")
    #expect(response.body == "<wsman:XmlFragment><p:DeviceID>t1</p:DeviceID></wsman:XmlFragment>")
    #expect(response.text.contains(" xmlns:p=\"\(Machine.cimPrefix)CIM_NumericSensor\""))
  }

  @Test("The header comes back, with its dialect if it has one") func header() {
    let response = Self.get("DeviceID/text()")
    #expect(
      response.text.contains(
        "<wsman:FragmentTransfer a:mustUnderstand=\"true\">DeviceID/text()</wsman:FragmentTransfer></a:Header>"))
    #expect(response.content("wsa:Action") == Request.transfer + "GetResponse")
    let dialect = "Dialect='http://www.w3.org/TR/1999/REC-xpath-19991116'"
    let request = Request.get("CIM_NumericSensor").fragment("1 &lt; 2", dialect)
    let answer = Client(Self.machine).send(request)
    #expect(
      answer.text.contains(
        "<wsman:FragmentTransfer a:mustUnderstand=\"true\" "
          + "Dialect=\"http://www.w3.org/TR/1999/REC-xpath-19991116\">1 &lt; 2</wsman:FragmentTransfer>"))
    #expect(answer.content("wsman:XmlFragment") == "true")
  }

  @Test("It need not be marked as one to be understood; no dialect, or an empty one, is XPath") func attributes() {
    for attributes in ["", "s:mustUnderstand='false'", "Dialect=''"] {
      let response = Client(Self.machine).send(.get("CIM_NumericSensor").fragment("DeviceID/text()", attributes))
      #expect(response.content("wsman:XmlFragment") == "t1")
    }
  }

  @Test("Another dialect, and the one that would do") func dialect() {
    let response = Client(Self.machine).send(.get("CIM_NumericSensor").fragment("DeviceID", "Dialect='urn:x'"))
    #expect(response.status == 500)
    #expect(response.fault == "wsman:FragmentDialectNotSupported")
    #expect(response.content("wsman:FragmentDialect") == "http://www.w3.org/TR/1999/REC-xpath-19991116")
    #expect(response.reason == "The fragment dialect urn:x is not supported.")
  }

  @Test(
    "An expression that is none, and where it goes wrong",
    arguments: [
      ("", "The expression is empty (column 1 of the expression)."),
      ("DeviceID[", "Something is missing at the end (column 10 of the expression)."),
      ("x:DeviceID", "The prefix x is not declared (column 1 of the expression)."),
      ("document('/etc/passwd')", "There is no function document in XPath 1.0 (column 1 of the expression)."),
      ("DeviceID = $x", "There are no variables (column 12 of the expression)."),
      (
        "count(1)", "A function or operator has an argument of a type that it cannot have (column 1 of the expression)."
      ),
    ]) func refused(path: String, sentence: String)
  {
    let response = Self.get(path)
    #expect(response.status == 400)
    #expect(response.fault == "wsen:CannotProcessFilter")
    #expect(response.reason == "wsman:FragmentTransfer cannot be used. \(sentence)")
  }

  @Test("An expression that would take forever is refused soon") func explosion() {
    let response = Self.get("//*[//*[//*[//*[count(//*) > 1000] or 1] or 1] or 1]")
    #expect(response.fault == "wsen:CannotProcessFilter")
    #expect(response.reason?.contains("takes more work") == true)
  }

  @Test("A header with elements in it is no expression") func elements() {
    #expect(Self.get("<wsman:XmlFragment/>").fault == "wsen:CannotProcessFilter")
  }

  @Test("What holds for every Get holds for this one") func getRules() {
    #expect(Self.get("DeviceID", "CIM_NoSuchClass").fault == "wsa:DestinationUnreachable/InvalidResourceURI")
    #expect(Self.get("DeviceID", "CIM_Fan").fault == "wsa:DestinationUnreachable")
    var request = Request.get("CIM_NumericSensor").fragment("DeviceID")
    request.body = "<wsman:XmlFragment/>"
    #expect(Client(Self.machine).send(request).fault == "wsa:ActionNotSupported/ActionMismatch")
  }

  @Test("With other operations the header is passed over, or refused when it has to be understood") func operations() {
    for request in [
      Request.enumerate("CIM_NumericSensor"), .release("x"),
      Request(Request.transfer + "Delete", Machine.cimPrefix + "CIM_Fan"),
    ] {
      let refused = Client(Self.machine).send(request.fragment("DeviceID"))
      #expect(refused.fault == "wsman:UnsupportedFeature/FragmentLevelAccess")
      let passed = Client(Self.machine).send(request.fragment("DeviceID", ""))
      #expect(passed.fault == Client(Self.machine).send(request).fault)
    }
  }
}
