import CIM
import LanternTesting
import Model
import Testing
import XML

@testable import WSManagement

@Suite("Put") struct PutTests {
  private let fan = [("DeviceID", "fan1")]

  /// What Get says of the fan, as the content of a Put.
  private func fanContent(_ client: Client) throws -> String {
    try #require(client.send(.get("CIM_Fan", fan)).content("p:CIM_Fan"))
  }

  private func put(_ change: (String) -> String) throws -> Response {
    let client = Client()
    return client.send(.put("CIM_Fan", fan, change(try fanContent(client))))
  }

  @Test("What is sent back as it was read is as the client wants it already: the answer is empty") func unchanged()
    throws
  {
    let response = try put { $0 }
    #expect(response.status == 200)
    #expect(response.body == "")
    #expect(response.content("wsa:Action") == Request.transfer + "PutResponse")
    #expect(response.content("wsman:ResourceURI") == Machine.cimPrefix + "CIM_Fan")
  }

  @Test("What the client has left out comes back") func representation() throws {
    let response = try put { $0.replacing("<p:ActiveCooling>true</p:ActiveCooling>", with: "") }
    #expect(response.status == 200)
    #expect(response.body?.hasPrefix("<p:CIM_Fan><p:ActiveCooling>true</p:ActiveCooling>") == true)
  }

  @Test("The element may be that of the resource URI's class or of the instance's own") func classes() throws {
    let client = Client()
    let content = try fanContent(client)
    let keys = ["CreationClassName", "DeviceID", "SystemCreationClassName", "SystemName"].map { key in
      content.components(after: "<p:\(key)>").map { "<p:\(key)>\($0.prefix { $0 != "<" })</p:\(key)>" }.joined()
    }
    var request = Request.put("CIM_LogicalDevice", fan, keys.joined())
    #expect(client.send(request).body?.hasPrefix("<p:CIM_Fan>") == true)
    request.body = Request.put("CIM_LogicalDevice", [], content).body
    #expect(client.send(request).reason == "The property ActiveCooling is none of CIM_LogicalDevice.")
    request.body = Request.put("CIM_Fan", [], content).body
    #expect(client.send(request).status == 200)
    request.body = Request.put("CIM_CoolingDevice", [], content).body
    #expect(client.send(request).fault == "wxf:InvalidRepresentation/InvalidNamespace")
  }

  private func expect(
    _ fault: String, _ reason: String, _ location: SourceLocation = #_sourceLocation, _ change: (String) -> String
  ) throws {
    let response = try put(change)
    #expect(response.status == 400, sourceLocation: location)
    #expect(response.fault == fault, sourceLocation: location)
    #expect(response.reason == reason, sourceLocation: location)
  }

  @Test("What cannot be, and the sentence that says so") func faults() throws {
    let values = "wxf:InvalidRepresentation/InvalidValues"
    try expect(values, "The property DeviceID is a key, and its value differs from that of the instance addressed.") {
      $0.replacing(">fan1<", with: ">fan2<")
    }
    try expect(values, "The property ActiveCooling cannot be written, and its value is another; leave it out.") {
      $0.replacing("<p:ActiveCooling>true", with: "<p:ActiveCooling>false")
    }
    try expect(values, "The property Colour is none of CIM_Fan.") { $0 + "<p:Colour>red</p:Colour>" }
    try expect(values, "The property activecooling is there twice.") {
      $0 + "<p:activecooling>true</p:activecooling>"
    }
    try expect(values, "The property ActiveCooling has a value that is not of its type, boolean.") {
      $0.replacing("<p:ActiveCooling>true", with: "<p:ActiveCooling>perhaps")
    }
    try expect(values, "The property ActiveCooling is not read: It is of type boolean and holds elements.") {
      $0.replacing("<p:ActiveCooling>true", with: "<p:ActiveCooling><p:x></p:x>")
    }
    try expect("wxf:InvalidRepresentation/MissingValues", "The property DeviceID is required and missing.") {
      $0.replacing("<p:DeviceID>fan1</p:DeviceID>", with: "")
    }
    try expect(
      "wxf:InvalidRepresentation/InvalidNamespace",
      "The property Extra is not read: It is in the namespace urn:x; it has to be in \(Machine.cimPrefix)CIM_Fan."
    ) { $0 + "<x:Extra xmlns:x='urn:x'>1</x:Extra>" }
    try expect("wsman:SchemaValidationError", "CIM_Fan is not read: There is text between the elements of it.") {
      $0 + "words"
    }
  }

  @Test("The body has to hold the instance") func bodies() {
    let client = Client()
    var request = Request.put("CIM_Fan", fan, "")
    request.body = ""
    #expect(client.send(request).fault == "wxf:InvalidRepresentation/MissingValues")
    request.body = "<p:CIM_PowerSupply xmlns:p='\(Machine.cimPrefix)CIM_Fan'></p:CIM_PowerSupply>"
    #expect(client.send(request).fault == "wxf:InvalidRepresentation/InvalidValues")
    request.body = "<CIM_Fan></CIM_Fan>"
    let response = client.send(request)
    #expect(response.fault == "wxf:InvalidRepresentation/InvalidNamespace")
    #expect(
      response.reason == "CIM_Fan is in the namespace \"\"; it has to be in \(Machine.cimPrefix)CIM_Fan.")
  }

  @Test("Selectors have to name one instance") func selectors() {
    #expect(Client().send(.put("CIM_Fan", [("DeviceID", "fan9")], "")).fault == "wsa:DestinationUnreachable")
    #expect(
      Client().send(.put("CIM_NumericSensor", [], "")).fault == "wsman:InvalidSelectors/InsufficientSelectors")
    let keyless = "CIM_ManagedElement"
    #expect(
      Client().send(.put(keyless, [], "")).reason?.hasSuffix("; use the resource URI of a subclass that has keys.")
        == true)
    #expect(
      Client().send(.put(keyless, [("Name", "x")], "")).reason == "Name is no key of CIM_ManagedElement; it has none.")
    let several = Client().send(.put("CIM_NumericSensor", [("SystemName", "ManagedSystem")], ""))
    #expect(several.fault == "wsman:InvalidSelectors/AmbiguousSelectors")
    var all = Request.put("CIM_Fan", fan, "")
    all.resource = Request.allClasses
    #expect(Client().send(all).fault == "wsa:ActionNotSupported")
    all.resource = "urn:x"
    #expect(Client().send(all).fault == "wsa:DestinationUnreachable/InvalidResourceURI")
  }
}

@Suite("Put of thresholds") struct ThresholdPutTests {
  private let selectors = [("DeviceID", "t1")]
  private let name = "CIM_NumericSensor"

  private static func machine(criticalHigh: Double) -> [Content] {
    var sensor = sampleSettableSensor("t1", thresholds: Thresholds(criticalHigh: criticalHigh))
    sensor.settableThresholds = [.criticalHigh]
    return [.system(Machine.system), .sensor(sensor)]
  }

  /// The content of the sensor now, and a Put with its limit at 90 degrees instead of 80.
  private func change(_ client: Client) throws -> (content: String, request: Request) {
    let content = try #require(client.send(.get(name, selectors)).content("p:" + name))
    let changed = content.replacing("<p:UpperThresholdCritical>8", with: "<p:UpperThresholdCritical>9")
    #expect(changed != content)
    return (content, .put(name, selectors, changed))
  }

  @Test("The change is a command; the answer is empty when the model then says what the client wanted") func done()
    throws
  {
    let client = Client(Self.machine(criticalHigh: 80))
    let request = try change(client).request
    let pending = try client.command(request)
    #expect(pending.command == .setThresholds(sensor: "t1", [.criticalHigh: .at(90)]))
    client.publish(Self.machine(criticalHigh: 90))
    let response = client.finish(pending, .accepted)
    #expect(response.status == 200)
    #expect(response.body == "")
  }

  @Test("Where the model says something else, the answer is what it says") func otherwise() throws {
    let client = Client(Self.machine(criticalHigh: 80))
    let (content, request) = try change(client)
    let response = client.finish(try client.command(request), .accepted)
    #expect(response.content("p:" + name) == content)
    #expect(response.content("wsa:Action") == Request.transfer + "PutResponse")
  }

  @Test("A sensor that went away meanwhile") func gone() throws {
    let client = Client(Self.machine(criticalHigh: 80))
    let pending = try client.command(change(client).request)
    client.store.remove([ObjectID(.sensor, "t1")])
    #expect(client.finish(pending, .accepted).fault == "wsa:DestinationUnreachable")
  }
}

@Suite("Create and Delete") struct CreateAndDeleteTests {
  @Test("No class can be made or taken away") func notSupported() {
    let create = Client().send(Request(Request.transfer + "Create", Machine.cimPrefix + "CIM_Fan"))
    #expect(create.status == 400)
    #expect(create.fault == "wsa:ActionNotSupported")
    #expect(create.reason == "CIM_Fan does not support Create.")
    var request = Request(Request.transfer + "Delete", Machine.cimPrefix + "CIM_Fan")
    request.selectors = [("DeviceID", "fan1")]
    let delete = Client().send(request)
    #expect(delete.fault == "wsa:ActionNotSupported")
    #expect(delete.reason == "CIM_Fan does not support Delete.")
  }

  @Test("What does not exist is told first", arguments: ["Create", "Delete"]) func resources(operation: String) {
    let unknown = Client().send(Request(Request.transfer + operation, "urn:shell"))
    #expect(unknown.fault == "wsa:DestinationUnreachable/InvalidResourceURI")
    let all = Client().send(Request(Request.transfer + operation, Request.allClasses))
    #expect(all.fault == "wsa:ActionNotSupported")
  }

  @Test("Delete needs its one instance, and an empty body") func deletes() {
    var request = Request(Request.transfer + "Delete", Machine.cimPrefix + "CIM_Fan")
    request.selectors = [("DeviceID", "fan9")]
    #expect(Client().send(request).fault == "wsa:DestinationUnreachable")
    request.body = "<p:CIM_Fan xmlns:p='\(Machine.cimPrefix)CIM_Fan'></p:CIM_Fan>"
    #expect(Client().send(request).fault == "wsa:ActionNotSupported/ActionMismatch")
  }
}

@Suite("What comes of a write that is a command") struct WriteOutcomeTests {
  /// The answer to a write of a fan that the model would have made of this completion.
  private func answer(_ completion: WriteCompletion, _ action: Action = .put, _ headers: String = "") throws -> Response
  {
    let client = Client()
    var request = Request.get("CIM_Fan", [("DeviceID", "fan1")])
    request.headers = headers
    let tree = try Array(request.text.utf8).withUnsafeBytes {
      try XMLParser(vocabulary: Name.vocabulary, limits: XMLLimits()).parse($0, charset: nil)
    }
    let envelope = Envelope(tree)
    let exchange = Exchange(
      headers: envelope.headers, content: nil, reply: Reply(envelope.headers, encoding: .utf8, limit: 1 << 20),
      user: "admin", isAnonymous: false, snapshot: client.store.snapshot, now: client.now, timeLimit: .seconds(9))
    let fan = try #require(client.service.view.schema.cimClass("CIM_Fan"))
    let outcome = WriteOutcome.command(.power(system: "s", verb: .on)) { _ in completion }
    let handling = try client.service.carryOut(outcome, on: fan, exchange) { service, created, _, _ in
      created.map { service.created($0, exchange) }
        ?? service.emptyAnswer(action, exchange, exchange.headers.requestEPR.map { _ in .invalid })
    }
    guard case .command(let pending) = handling else { throw Client.NoCommand() }
    #expect(pending.request == "uuid:1")
    #expect(pending.timeLimit == .seconds(9))
    return client.finish(pending, .accepted)
  }

  @Test("Every end has its fault") func faults() throws {
    for (completion, fault) in [
      (WriteCompletion.denied, "wsman:AccessDenied"), (.busy("It is busy."), "wsman:Concurrency"),
      (.unreachable("It is away."), "wsa:EndpointUnavailable/ResourceOffline"),
      (.timedOut("It is slow."), "wsman:TimedOut"),
      (.failed("It broke."), "wsman:InternalError"), (.notFound, "wsa:DestinationUnreachable"),
      (.alreadyExists, "wsman:AlreadyExists"), (.refused(.notSupported(.put)), "wsa:ActionNotSupported"),
      (.refused(.readOnly(name: "A")), "wxf:InvalidRepresentation/InvalidValues"),
      (.refused(.keyChanged(name: "A")), "wxf:InvalidRepresentation/InvalidValues"),
      (.refused(.unknownProperty(name: "A")), "wxf:InvalidRepresentation/InvalidValues"),
      (.refused(.typeMismatch(name: "A")), "wxf:InvalidRepresentation/InvalidValues"),
      (.refused(.duplicate(name: "A")), "wxf:InvalidRepresentation/InvalidValues"),
      (.refused(.invalidValue(name: "A", why: "No.")), "wxf:InvalidRepresentation/InvalidValues"),
      (.refused(.missing(name: "A")), "wxf:InvalidRepresentation/MissingValues"),
    ] {
      let response = try answer(completion)
      #expect(response.fault == fault)
      #expect(response.reason?.hasSuffix(".") == true)
      #expect(response.content("wsa:RelatesTo") == "uuid:1")
    }
    #expect(try answer(.busy("It is busy.")).reason == "It is busy.")
    #expect(
      try answer(.refused(.invalidValue(name: "A", why: "It is odd."))).reason
        == "The property A cannot have this value: It is odd.")
  }

  @Test("Create names what it made, without a wrapping element") func created() throws {
    let path = InstancePath(
      className: "CIM_Fan", keys: [InstanceKey(name: "DeviceID", value: .text("fan7"))])
    let response = try answer(.done(created: path), .create)
    #expect(response.status == 200)
    #expect(
      response.body
        == "<wxf:ResourceCreated>\(Request.reference("CIM_Fan", [("DeviceID", "fan7")]))</wxf:ResourceCreated>")
    #expect(response.text.contains(" xmlns:wxf=\"http://schemas.xmlsoap.org/ws/2004/09/transfer\""))
    #expect(response.content("wsa:Action") == Request.transfer + "CreateResponse")
  }

  @Test("Delete answers with an empty body; the EPR is no longer valid") func deleted() throws {
    let response = try answer(.done(created: nil), .delete, "<wsman:RequestEPR/>")
    #expect(response.body == "")
    #expect(response.content("wsa:Action") == Request.transfer + "DeleteResponse")
    #expect(response.content("wsman:RequestedEPR") == "<wsman:EPRInvalid></wsman:EPRInvalid>")
  }
}

@Suite("The EPR on request") struct RequestedEPRTests {
  private let epr =
    "<wsa:EndpointReference>"
    + Request.reference(
      "CIM_Fan",
      [
        ("CreationClassName", "CIM_Fan"), ("DeviceID", "fan1"), ("SystemCreationClassName", "CIM_ComputerSystem"),
        ("SystemName", "ManagedSystem"),
      ]) + "</wsa:EndpointReference>"

  private func asked(_ request: Request) -> Request {
    var request = request
    request.headers += "<wsman:RequestEPR s:mustUnderstand='true'/>"
    return request
  }

  @Test("Get, Put and Invoke tell all keys and the instance's own class") func operations() throws {
    let client = Client()
    let selectors = [("DeviceID", "fan1")]
    #expect(client.send(asked(.get("CIM_LogicalDevice", selectors))).content("wsman:RequestedEPR") == epr)
    let content = try #require(client.send(.get("CIM_Fan", selectors)).content("p:CIM_Fan"))
    #expect(client.send(asked(.put("CIM_Fan", selectors, content))).content("wsman:RequestedEPR") == epr)
    #expect(client.send(asked(.put("CIM_Fan", selectors, content))).body == "")
    let changed = content.replacing("<p:ActiveCooling>true</p:ActiveCooling>", with: "")
    #expect(client.send(asked(.put("CIM_Fan", selectors, changed))).content("wsman:RequestedEPR") == epr)
    let power = client.finish(try client.command(asked(.power(8))), .accepted).content("wsman:RequestedEPR")
    #expect(power?.contains("<wsman:Selector Name=\"Name\">PowerManagementService</wsman:Selector>") == true)
  }

  @Test("It is not told unasked, nor in faults") func unasked() {
    #expect(!Client().send(.get("CIM_Fan", [("DeviceID", "fan1")])).text.contains("RequestedEPR"))
    #expect(!Client().send(asked(.get("CIM_Fan", [("DeviceID", "fan9")]))).text.contains("RequestedEPR"))
  }
}
