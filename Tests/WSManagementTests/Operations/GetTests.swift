import LanternTesting
import Model
import Testing

@testable import WSManagement

@Suite("Get") struct GetTests {
  private let keys = [
    ("DeviceID", "t1"), ("SystemName", "ManagedSystem"), ("SystemCreationClassName", "CIM_ComputerSystem"),
    ("CreationClassName", "CIM_NumericSensor"),
  ]

  @Test("All keys in any order name one instance") func keysInAnyOrder() {
    for order in [keys, keys.reversed()] {
      let response = Client().send(.get("CIM_NumericSensor", order))
      #expect(response.status == 200)
      #expect(response.content("p:DeviceID") == "t1")
    }
  }

  @Test("Some keys will do if they name one instance; classes and keys in any case") func partialKeys() {
    let response = Client().send(.get("cim_numericsensor", [("deviceid", "t2")]))
    #expect(response.content("p:CurrentReading") == "30")
    #expect(Client().send(.get("CIM_NumericSensor", [("DeviceID", "T2")])).fault == "wsa:DestinationUnreachable")
  }

  @Test("The Name of a selector may be qualified, and the namespace may be told") func oddSelectors() {
    var request = Request.get("CIM_NumericSensor")
    request.headers =
      "<wsman:SelectorSet><wsman:Selector wsman:Name='DeviceID'>t2</wsman:Selector>"
      + "<wsman:Selector Name='__cimnamespace'>root/cimv2</wsman:Selector></wsman:SelectorSet>"
    #expect(Client().send(request).content("p:DeviceID") == "t2")
    request.headers = request.headers.replacing("root/cimv2", with: "root/nonsense")
    #expect(Client().send(request).fault == "wsman:InvalidSelectors/InvalidValue")
  }

  @Test("Without selectors the first instance is meant; a namespace is no selector in that") func noSelectors() {
    #expect(Client().send(.get("CIM_NumericSensor")).content("p:DeviceID") == "tach1")
    let response = Client().send(.get("CIM_NumericSensor", [("__cimnamespace", "root/cimv2")]))
    #expect(response.content("p:DeviceID") == "tach1")
  }

  @Test("A superclass yields the instance under its own class") func superclass() {
    let response = Client().send(.get("CIM_Sensor", [("DeviceID", "t1")]))
    #expect(response.body?.hasPrefix("<p:CIM_NumericSensor>") == true)
    #expect(response.text.contains(" xmlns:p=\"\(Machine.cimPrefix)CIM_NumericSensor\""))
    #expect(response.content("wsman:ResourceURI") == Machine.cimPrefix + "CIM_Sensor")
  }

  @Test("References are selectors too, wrapped or not") func references() throws {
    let uri = Machine.cimPrefix + "CIM_ComputerSystem"
    let content = Request.reference("CIM_ComputerSystem", [("Name", "ManagedSystem")])
    for value in ["<wsa:EndpointReference>\(content)</wsa:EndpointReference>", content] {
      let response = Client().send(.get("CIM_AssociatedPowerManagementService", [("UserOfService", value)]))
      #expect(response.content("p:PowerState") == "2")
      // Inside a property of reference type there is no wrapping element.
      #expect(response.content("p:UserOfService")?.hasPrefix("<wsa:Address>") == true)
      #expect(response.content("p:UserOfService")?.contains("<wsman:ResourceURI>\(uri)</wsman:ResourceURI>") == true)
    }
    let noReference = Client().send(.get("CIM_AssociatedPowerManagementService", [("UserOfService", "<x>1</x>")]))
    #expect(noReference.fault == "wsman:InvalidSelectors/InvalidValue")
  }

  @Test("What cannot be found, and the sentence that says so") func faults() {
    func response(_ className: String, _ selectors: [(String, String)]) -> Response {
      Client().send(.get(className, selectors))
    }
    func odd(_ selectors: String) -> Request {
      var request = Request.get("CIM_Fan")
      request.headers = "<wsman:SelectorSet>\(selectors)</wsman:SelectorSet>"
      return request
    }
    let missing = response("CIM_NumericSensor", [("DeviceID", "t9")])
    #expect(missing.status == 400)
    #expect(missing.fault == "wsa:DestinationUnreachable")
    #expect(missing.reason == "There is no CIM_NumericSensor with DeviceID=\"t9\".")

    let several = response("CIM_NumericSensor", [("SystemName", "ManagedSystem")])
    #expect(several.fault == "wsman:InvalidSelectors/AmbiguousSelectors")
    #expect(several.reason == "There are several CIM_NumericSensor with SystemName=\"ManagedSystem\".")

    let unknown = response("CIM_Fan", [("Speed", "1")])
    #expect(unknown.fault == "wsman:InvalidSelectors/UnexpectedSelectors")
    #expect(
      unknown.reason
        == "Speed is no key of CIM_Fan; its keys are CreationClassName, DeviceID, SystemCreationClassName, SystemName.")

    let twice = response("CIM_Fan", [("DeviceID", "fan1"), ("deviceID", "fan1")])
    #expect(twice.fault == "wsman:InvalidSelectors/DuplicateSelectors")
    let reference = response("CIM_AssociatedPowerManagementService", [("UserOfService", "text")])
    #expect(reference.fault == "wsman:InvalidSelectors/TypeMismatch")
    let many = response("CIM_Fan", (0..<33).map { ("Key\($0)", "") })
    #expect(many.fault == "wsman:EncodingLimit/SelectorLimit")
    let foreign = Client().send(odd("<x:Selector xmlns:x='urn:x' Name='DeviceID'>fan1</x:Selector>"))
    #expect(foreign.fault == "wsman:SchemaValidationError")
    #expect(Client().send(odd("fan1")).fault == "wsman:SchemaValidationError")
    let mixed = "<wsman:Selector Name='DeviceID'>fan1<wsa:EndpointReference/></wsman:Selector>"
    #expect(Client().send(odd(mixed)).fault == "wsman:InvalidSelectors/InvalidValue")
    let nameless = Client().send(.get("CIM_Fan", [("", "x")]))
    #expect(nameless.fault == "wsman:InvalidSelectors/UnexpectedSelectors")
    #expect(response("CIM_RecordLog", []).fault == "wsa:DestinationUnreachable")
  }

  @Test(
    "Resource URIs that name no class",
    arguments: [nil, "", "urn:x", "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/", Machine.cimPrefix + "CIM_Fan/"])
  func resourceURIs(uri: String?) {
    var request = Request.get("CIM_Fan")
    request.resource = uri
    #expect(Client().send(request).fault == "wsa:DestinationUnreachable/InvalidResourceURI")
  }

  @Test("All classes cannot be got at once") func allClasses() {
    var request = Request.get("CIM_Fan")
    request.resource = Request.allClasses
    #expect(Client().send(request).fault == "wsa:ActionNotSupported")
  }

  @Test("A reading too old is not told, though it was rendered while it was fresh") func freshness() throws {
    let client = Client([.system(Machine.system)])
    client.publish([.sensor(Machine.temperature("t1", 20))], for: .seconds(3))
    #expect(client.send(.get("CIM_NumericSensor")).content("p:CurrentReading") == "20")
    client.now = client.now + .seconds(4)
    let stale = client.send(.get("CIM_NumericSensor"))
    #expect(stale.content("p:CurrentReading") == nil)
    #expect(stale.content("p:CurrentState") == "Unknown")
    client.publish([.sensor(Machine.temperature("t1", 21))], for: .seconds(3))
    #expect(client.send(.get("CIM_NumericSensor")).content("p:CurrentReading") == "21")
  }

  @Test("Characters that XML cannot hold are replaced") func illegalCharacters() {
    var firmware = Machine.firmware
    firmware.version = "1.0\u{0}\u{1F}]]>"
    let response = Client([.system(Machine.system), .firmware(firmware)]).send(.get("CIM_SoftwareIdentity"))
    #expect(response.content("p:VersionString") == "1.0\u{FFFD}\u{FFFD}]]&gt;")
  }
}

@Suite("Actions that are none") struct ActionTests {
  private func send(_ action: String) -> Response { Client().send(Request(action, Machine.cimPrefix + "CIM_Fan")) }

  @Test(
    "What is neither an operation nor a method of the resource URI",
    arguments: [
      "", "urn:x", "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_PowerSupply/Reset",
      "http://schemas.xmlsoap.org/ws/2004/09/transfer/get", "http://schemas.xmlsoap.org/ws/2004/09/transfer/Patch",
    ]) func unknown(action: String)
  {
    #expect(send(action).fault == "wsa:ActionNotSupported/ActionMismatch")
  }

  @Test(
    "Events are not delivered",
    arguments: [
      "http://schemas.xmlsoap.org/ws/2004/08/eventing/Subscribe",
      "http://schemas.xmlsoap.org/ws/2004/08/eventing/Renew", "http://schemas.dmtf.org/wbem/wsman/1/wsman/Event",
    ]) func events(action: String)
  {
    let response = send(action)
    #expect(response.fault == "wsa:ActionNotSupported")
    #expect(response.reason == "\(action) is not supported: this service delivers no events.")
  }

  @Test("EnumerationEnd is a message to clients") func enumerationEnd() {
    #expect(send(Request.enumeration + "EnumerationEnd").fault == "wsa:ActionNotSupported")
  }

  @Test("The body of a Get is empty") func body() {
    var request = Request.get("CIM_Fan")
    request.body = "<wsen:Enumerate/>"
    let response = Client().send(request)
    #expect(response.fault == "wsa:ActionNotSupported/ActionMismatch")
    #expect(response.reason?.hasSuffix("whose body is empty; this one holds wsen:Enumerate.") == true)
  }
}
