import LanternTesting
import Model
import Testing

@testable import WSManagement

@Suite("Methods") struct InvokeTests {
  private let service = "CIM_PowerManagementService"
  private let method = "RequestPowerStateChange"

  private func power(_ arguments: String, selectors: [(String, String)] = []) -> Request {
    var request = Request.invoke(service, method, arguments)
    request.selectors = selectors
    return request
  }

  @Test("A power command goes to the door, with the request's name") func command() throws {
    let pending = try Client().command(.power(8))
    #expect(pending.command == .power(system: "ManagedSystem", verb: .off))
    #expect(pending.request == "uuid:1")
    #expect(pending.timeLimit == nil)
  }

  @Test("The time limit and a name too long") func limits() throws {
    var request = Request.power(8)
    request.headers = "<wsman:OperationTimeout>PT1M30.5S</wsman:OperationTimeout>"
    request.messageID = String(repeating: "é", count: 200)
    let client = Client()
    let pending = try client.command(request)
    #expect(pending.timeLimit == .milliseconds(90_500))
    #expect(pending.request.unicodeScalars.count == 129)
    let answer = client.finish(pending, .accepted)
    #expect(answer.content("wsa:RelatesTo") == request.messageID)
  }

  @Test("The reference to the system may be wrapped or not, partial, and in any form clients write") func reference()
    throws
  {
    let whole = Request.reference(
      "CIM_ComputerSystem", [("CreationClassName", "CIM_ComputerSystem"), ("Name", "ManagedSystem")])
    for content in [
      whole, "<wsa:EndpointReference>\(whole)</wsa:EndpointReference>", "\n \(whole)\n ",
      whole.replacing(Request.anonymous, with: "http://schemas.xmlsoap.org/ws/2004/08/addressing"),
      Request.reference("CIM_ComputerSystem", [("Name", "ManagedSystem")]),
      whole.replacing(" Name=", with: " wsman:Name="),
    ] {
      let pending = try Client().command(
        power("<p:PowerState>2</p:PowerState><p:ManagedElement>\(content)</p:ManagedElement>"))
      #expect(pending.command == .power(system: "ManagedSystem", verb: .on))
    }
  }

  @Test("What became of a command")
  func outcomes() throws {
    func response(_ outcome: CommandOutcome) throws -> Response {
      let client = Client()
      return client.finish(try client.command(.power(8)), outcome)
    }
    for (outcome, value) in [
      (CommandOutcome.accepted, "0"), (.alreadySatisfied, "0"), (.unsupported, "1"), (.invalidTransition, "4097"),
      (.busy, "4099"),
    ] {
      let response = try response(outcome)
      #expect(response.status == 200)
      #expect(response.body == "<p:\(method)_OUTPUT><p:ReturnValue>\(value)</p:ReturnValue></p:\(method)_OUTPUT>")
    }
    let unreachable = try response(.unreachable("The controller does not answer."))
    #expect(unreachable.status == 500)
    #expect(unreachable.fault == "wsa:EndpointUnavailable/ResourceOffline")
    #expect(unreachable.reason == "The controller does not answer.")
    #expect(unreachable.content("wsa:RelatesTo") == "uuid:1")
    let timedOut = try response(.timedOut("No answer came within 5 s."))
    #expect(timedOut.status == 500)
    #expect(timedOut.fault == "wsman:TimedOut")
    #expect(try response(.denied).fault == "wsman:AccessDenied")
    #expect(try response(.unknownSystem).fault == "wsa:DestinationUnreachable")
    #expect(try response(.failed("no")).status == 200)
  }

  @Test("A state the method does not know is its own answer, not a fault") func returnValue() {
    let response = Client().send(.power(99))
    #expect(response.status == 200)
    #expect(response.content("p:ReturnValue")?.isEmpty == false)
  }

  @Test("Parameters that do not fit") func parameters() {
    let unknown = Client().send(power("<p:PowerState>8</p:PowerState><p:Force>true</p:Force>"))
    #expect(unknown.fault == "wsman:InvalidParameter/InvalidName")
    #expect(
      unknown.reason == "RequestPowerStateChange has no input parameter Force; it has PowerState, ManagedElement, "
        + "Time, TimeoutPeriod.")
    let word = Client().send(power("<p:PowerState>off</p:PowerState>"))
    #expect(word.fault == "wsman:InvalidParameter/TypeMismatch")
    let twice = Client().send(power("<p:PowerState>8</p:PowerState><p:PowerState>2</p:PowerState>"))
    #expect(twice.fault == "wsman:InvalidParameter/InvalidName")
    let noReference = power("<p:PowerState>8</p:PowerState><p:ManagedElement><p:x/></p:ManagedElement>")
    #expect(Client().send(noReference).fault == "wsman:InvalidParameter/TypeMismatch")
  }

  @Test("A nil argument is none; times may come as elements or as text") func arguments() throws {
    _ = try Client().command(
      power("<p:PowerState>8</p:PowerState><p:ManagedElement xsi:nil='true'/><p:Time xsi:nil='1'></p:Time>"))
    let wrong = power("<p:PowerState>8</p:PowerState><p:Time><cim:Interval>soon</cim:Interval></p:Time>")
    #expect(Client().send(wrong).fault == "wsman:InvalidParameter/TypeMismatch")
    for time in ["<cim:Interval>PT0S</cim:Interval>", "PT0S", "00000000000000.000000:000"] {
      _ = try Client().command(power("<p:PowerState>8</p:PowerState><p:Time>\(time)</p:Time>"))
    }
  }

  @Test("White space around a value that is no string does not count") func whiteSpace() throws {
    let pending = try Client().command(
      power("<p:PowerState>\n  8\n</p:PowerState><p:Time> PT0S </p:Time><p:TimeoutPeriod>\tPT0S</p:TimeoutPeriod>"))
    #expect(pending.command == .power(system: "ManagedSystem", verb: .off))
  }

  @Test("The action, the resource URI and the body have to agree") func mismatch() {
    var request = Request.power(8)
    request.resource = Machine.cimPrefix + "CIM_Fan"
    #expect(Client().send(request).fault == "wsa:ActionNotSupported/ActionMismatch")
    request = .power(8)
    request.body = "<p:Other_INPUT xmlns:p='\(Machine.cimPrefix)\(service)'/>"
    #expect(Client().send(request).fault == "wsa:ActionNotSupported/ActionMismatch")
    request.body =
      "<p:\(method)_INPUT xmlns:p='\(Machine.cimPrefix)CIM_Fan'><p:PowerState>8</p:PowerState></p:\(method)_INPUT>"
    #expect(Client().send(request).fault == "wsman:SchemaValidationError")
    #expect(Client().send(.invoke(service, "Explode")).fault == "wsa:ActionNotSupported")
    #expect(Client().send(.invoke(service, "RequestStateChange")).fault == "wsa:ActionNotSupported")
  }

  @Test("A method without input may come with an empty body") func emptyBody() {
    var request = Request.power(8)
    request.body = ""
    #expect(Client().send(request).status == 200)
  }

  @Test("Selectors name one instance, or none are needed") func selectors() throws {
    let keys = [
      ("SystemCreationClassName", "CIM_ComputerSystem"), ("SystemName", "ManagedSystem"),
      ("CreationClassName", service), ("Name", "PowerManagementService"),
    ]
    for selectors in [keys, keys.reversed(), [("Name", "PowerManagementService")], [("__cimnamespace", "root/cimv2")]] {
      _ = try Client().command(power("<p:PowerState>8</p:PowerState>", selectors: selectors))
    }
    let missing = power("<p:PowerState>8</p:PowerState>", selectors: [("Name", "other")])
    #expect(Client().send(missing).fault == "wsa:DestinationUnreachable")
  }

  @Test("With several systems a command never goes to the first") func severalSystems() throws {
    var node = Machine.system
    node.id = "node1"
    var other = Machine.system
    other.id = "node2"
    let client = Client([.system(node), .system(other)])
    let state = "<p:PowerState>8</p:PowerState>"
    let none = client.send(power(state))
    #expect(none.fault == "wsman:InvalidSelectors/InsufficientSelectors")
    #expect(none.reason?.contains("say which by its keys CreationClassName, Name, SystemCreationClassName") == true)
    let both = client.send(power(state, selectors: [("Name", "PowerManagementService")]))
    #expect(both.fault == "wsman:InvalidSelectors/AmbiguousSelectors")
    let one = try client.command(power(state, selectors: [("SystemName", "node2")]))
    #expect(one.command == .power(system: "node2", verb: .off))
    // Reading may.
    #expect(client.send(.get("CIM_ComputerSystem")).content("p:Name") == "node1")
  }

  @Test("Clients of Intel AMT find what they mean where that is switched on") func compatibility() throws {
    let request = power(
      "<p:PowerState>8</p:PowerState>", selectors: [("Name", "Intel(r) AMT Power Management Service")])
    #expect(Client().send(request).fault == "wsa:DestinationUnreachable")
    _ = try Client(view: Shipped.compatibleView).command(request)
  }
}
