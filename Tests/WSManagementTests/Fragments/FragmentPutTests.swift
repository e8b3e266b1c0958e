import LanternTesting
import Model
import Testing

@testable import WSManagement

@Suite("Put of a fragment") struct FragmentPutTests {
  private static let thresholds = Thresholds(warningHigh: 70, criticalHigh: 80)

  /// A sensor whose two limits may be changed, and one more that it has not got now.
  private static func machine(_ thresholds: Thresholds = thresholds) -> [Content] {
    var sensor = sampleSettableSensor("t1", thresholds: thresholds)
    sensor.settableThresholds = [.warningHigh, .criticalHigh, .fatalHigh]
    return [.system(Machine.system), .sensor(sensor)]
  }

  /// `content` is what stands in wsman:XmlFragment; in it `f` is the class.
  private static func request(_ path: String, _ content: String, _ attributes: String = "") -> Request {
    var request = Request(Request.transfer + "Put", Machine.cimPrefix + "CIM_NumericSensor").fragment(path)
    request.body =
      "<wsman:XmlFragment xmlns:f='\(Machine.cimPrefix)CIM_NumericSensor'\(attributes)>\(content)</wsman:XmlFragment>"
    return request
  }

  private static func send(_ path: String, _ content: String, _ attributes: String = "") -> Response {
    Client(machine()).send(request(path, content, attributes))
  }

  @Test(
    "A property, its element or its text",
    arguments: [
      ("UpperThresholdCritical", "<f:UpperThresholdCritical>90</f:UpperThresholdCritical>"),
      ("f:UpperThresholdCritical", "<f:UpperThresholdCritical> 90\n</f:UpperThresholdCritical>"),
      ("/CIM_NumericSensor/UpperThresholdCritical", "<f:UpperThresholdCritical>90</f:UpperThresholdCritical>"),
      ("UpperThresholdCritical[1]", "<f:UpperThresholdCritical>90</f:UpperThresholdCritical>"),
      ("*[. = 80]", "<f:UpperThresholdCritical>90</f:UpperThresholdCritical>"),
      ("UpperThresholdCritical/text()", "90"),
      ("UpperThresholdCritical", "<UpperThresholdCritical>90</UpperThresholdCritical>"),
      ("UpperThresholdCritical/text()", "\n  90 "),
    ]) func change(path: String, content: String) throws
  {
    let client = Client(Self.machine())
    let pending = try client.command(Self.request(path, content))
    #expect(pending.command == .setThresholds(sensor: "t1", [.criticalHigh: .at(90)]))
    #expect(pending.request == "uuid:1")
  }

  @Test("The answer holds what is there then, and the header") func answer() throws {
    let client = Client(Self.machine())
    let pending = try client.command(Self.request("UpperThresholdCritical/text()", "90"))
    client.publish(Self.machine(Thresholds(warningHigh: 70, criticalHigh: 90)))
    let response = client.finish(pending, .accepted)
    #expect(response.status == 200)
    #expect(response.content("wsa:Action") == Request.transfer + "PutResponse")
    #expect(response.body == "<wsman:XmlFragment>90</wsman:XmlFragment>")
    #expect(response.text.contains("\"true\">UpperThresholdCritical/text()</wsman:FragmentTransfer>"))
  }

  @Test("A command that is refused") func refusal() throws {
    let client = Client(Self.machine())
    let request = Self.request("UpperThresholdCritical/text()", "90")
    #expect(client.finish(try client.command(request), .denied).fault == "wsman:AccessDenied")
    client.publish([.system(Machine.system)])
    #expect(client.finish(try Client(Self.machine()).command(request), .accepted).status == 200)
  }

  @Test("Several properties at once") func several() throws {
    let content =
      "<f:UpperThresholdNonCritical>65</f:UpperThresholdNonCritical>"
      + "<f:UpperThresholdCritical>75</f:UpperThresholdCritical>"
    let pending = try Client(Self.machine()).command(
      Self.request("UpperThresholdCritical | UpperThresholdNonCritical", content))
    #expect(pending.command == .setThresholds(sensor: "t1", [.warningHigh: .at(65), .criticalHigh: .at(75)]))
  }

  @Test(
    "A property that has no value now is named by a plain path",
    arguments: ["UpperThresholdFatal", "UpperThresholdFatal[1]"])
  func absent(path: String) throws {
    let content = "<f:UpperThresholdFatal>95</f:UpperThresholdFatal>"
    let pending = try Client(Self.machine()).command(Self.request("./\(path)", content))
    #expect(pending.command == .setThresholds(sensor: "t1", [.fatalHigh: .at(95)]))
    let text = try Client(Self.machine()).command(Self.request("/CIM_NumericSensor/f:\(path)/text()", "95"))
    #expect(text.command == pending.command)
  }

  @Test("Nil takes the value away") func none() throws {
    let pending = try Client(Self.machine()).command(
      Self.request("UpperThresholdCritical", "", " xsi:nil='true'"))
    #expect(pending.command == .setThresholds(sensor: "t1", [.criticalHigh: .off]))
    let inner = try Client(Self.machine()).command(
      Self.request("UpperThresholdCritical", "<f:UpperThresholdCritical xsi:nil='true'/>"))
    #expect(inner.command == pending.command)
  }

  @Test(
    "What is there already needs no command",
    arguments: [
      ("UpperThresholdCritical/text()", "80", "80"),
      ("DeviceID", "<f:DeviceID>t1</f:DeviceID>", "<p:DeviceID>t1</p:DeviceID>"),
      ("PossibleStates[2]/text()", "Upper Non-Critical", "Upper Non-Critical"),
      (
        "PossibleStates[1]", "<f:PossibleStates>Normal</f:PossibleStates>",
        "<p:PossibleStates>Normal</p:PossibleStates>"
      ),
      (
        "PossibleStates[position() mod 2 = 0]",
        "<f:PossibleStates>Upper Non-Critical</f:PossibleStates><f:PossibleStates>Unknown</f:PossibleStates>",
        "<p:PossibleStates>Upper Non-Critical</p:PossibleStates><p:PossibleStates>Unknown</p:PossibleStates>"
      ),
      (
        "PossibleStates",
        "<f:PossibleStates>Normal</f:PossibleStates><f:PossibleStates>Upper Non-Critical</f:PossibleStates>"
          + "<f:PossibleStates>Upper Critical</f:PossibleStates><f:PossibleStates>Unknown</f:PossibleStates>",
        "<p:PossibleStates>Normal</p:PossibleStates><p:PossibleStates>Upper Non-Critical</p:PossibleStates>"
          + "<p:PossibleStates>Upper Critical</p:PossibleStates><p:PossibleStates>Unknown</p:PossibleStates>"
      ),
    ]) func unchanged(path: String, content: String, expected: String)
  {
    let response = Self.send(path, content)
    #expect(response.status == 200)
    #expect(response.body == "<wsman:XmlFragment>\(expected)</wsman:XmlFragment>")
  }

  @Test("Items of an array are changed one by one; the property as a whole is what cannot be written") func items() {
    for (path, content) in [
      ("PossibleStates[2]/text()", "Warm"), ("PossibleStates[5]/text()", "Hot"),
      ("PossibleStates[2]", "<f:PossibleStates>Warm</f:PossibleStates>"),
      ("PossibleStates", "<f:PossibleStates>Unknown</f:PossibleStates>"),
    ] {
      let response = Self.send(path, content)
      #expect(response.fault == "wxf:InvalidRepresentation/InvalidValues")
      #expect(
        response.reason == "The property PossibleStates cannot be written, and its value is another; leave it out.")
    }
    // The item past the last is not there anyway.
    #expect(Self.send("PossibleStates[5]", "", " xsi:nil='1'").status == 200)
    #expect(Self.send("PossibleStates[2]", "", " xsi:nil='1'").fault == "wxf:InvalidRepresentation/InvalidValues")
  }

  @Test(
    "What cannot be put, and the sentence that says so",
    arguments: [
      (
        "/", "<f:DeviceID>x</f:DeviceID>",
        "wsman:FragmentTransfer of a Put has to select properties, items of arrays or their text, nothing above or below."
      ),
      ("count(*)", "1", "wsman:FragmentTransfer selects no property, but computes a value."),
      ("NoSuch", "<f:NoSuch>1</f:NoSuch>", "CIM_NumericSensor has no property NoSuch."),
      ("*[. = 'x']", "<f:DeviceID>x</f:DeviceID>", "wsman:FragmentTransfer selects nothing in this CIM_NumericSensor."),
      ("q:DeviceID", "<f:DeviceID>x</f:DeviceID>", "wsman:FragmentTransfer selects nothing in this CIM_NumericSensor."),
      ("PossibleStates[6]/text()", "x", "wsman:FragmentTransfer selects item 6 of PossibleStates, which has 4."),
      ("DeviceID[2]/text()", "x", "wsman:FragmentTransfer selects item 2 of DeviceID, which has 1."),
      (
        "DeviceID | EnabledState/text()", "x",
        "wsman:FragmentTransfer of a Put can select the text of one property only."
      ),
      ("DeviceID", "t1", "The element DeviceID is missing in wsman:XmlFragment."),
      ("DeviceID", "", "The element DeviceID is missing in wsman:XmlFragment."),
      (
        "DeviceID/text()", "<f:DeviceID>t1</f:DeviceID>",
        "wsman:FragmentTransfer selects text, and wsman:XmlFragment holds elements."
      ),
      (
        "DeviceID", "<f:ElementName>x</f:ElementName>",
        "wsman:XmlFragment holds ElementName, which the path does not select."
      ),
      (
        "DeviceID|ElementName", "<f:DeviceID>t1</f:DeviceID>",
        "The element ElementName is missing in wsman:XmlFragment."
      ),
      (
        "PossibleStates[2]", "<f:PossibleStates>a</f:PossibleStates><f:PossibleStates>b</f:PossibleStates>",
        "wsman:FragmentTransfer selects 1 of the items of PossibleStates, and wsman:XmlFragment holds 2."
      ),
    ]) func refused(path: String, content: String, sentence: String)
  {
    let response = Self.send(path, content)
    #expect(response.status == 400)
    #expect(response.fault == "wxf:InvalidRepresentation/InvalidFragment")
    #expect(response.reason == sentence)
  }

  @Test("The body has to be a fragment") func bodies() {
    var request = Request.put("CIM_NumericSensor", [], "").fragment("DeviceID")
    let whole = Client(Self.machine()).send(request)
    #expect(whole.fault == "wxf:InvalidRepresentation/InvalidFragment")
    #expect(whole.reason?.contains("has to be wsman:XmlFragment, not CIM_NumericSensor") == true)
    request.body = ""
    let empty = Client(Self.machine()).send(request)
    #expect(empty.fault == "wxf:InvalidRepresentation/InvalidFragment")
    #expect(
      Self.send("DeviceID", "<q:DeviceID xmlns:q='urn:q'>t1</q:DeviceID>").fault
        == "wxf:InvalidRepresentation/InvalidNamespace")
  }

  @Test("Values that cannot be") func values() {
    #expect(Self.send("UpperThresholdCritical/text()", "hot").fault == "wxf:InvalidRepresentation/InvalidValues")
    #expect(Self.send("DeviceID/text()", "t2").reason?.hasPrefix("The property DeviceID is a key") == true)
    let twice = Self.send("DeviceID", "<f:DeviceID>t1</f:DeviceID><f:deviceid>t1</f:deviceid>")
    #expect(twice.fault == "wxf:InvalidRepresentation/InvalidValues")
    #expect(twice.reason == "The property deviceid is there twice.")
  }

  @Test("A path that is no expression") func expression() {
    let response = Self.send("DeviceID[", "x")
    #expect(response.fault == "wxf:InvalidRepresentation/InvalidFragment")
    #expect(response.reason?.hasSuffix("Something is missing at the end (column 10 of the expression).") == true)
  }
}
