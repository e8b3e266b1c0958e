import CIM
import Model
import Testing

/// RequestPowerStateChange and RequestStateChange, as every power client uses them.
struct PowerMethodTests {
  let view = Shipped.plain.view
  let board = SampleBoard()

  /// What a call leads to: a number returned at once, or a command.
  enum Effect: Equatable {
    case returns(UInt32)
    case gives(Command)
    case refused(InvokeError)
  }

  private func outcome(
    _ name: String, _ arguments: [(name: String, value: ArgumentValue)], on className: String
  ) throws(InvokeError) -> MethodOutcome {
    let instance = view.one(className, ["systemname": System.onlyID], board) ?? view.one(className, [:], board)!
    return try view.invoke(
      instance.cimClass.method(name)!, on: instance, arguments: arguments, in: board.snapshot, at: board.now)
  }

  private func call(
    _ name: String, _ arguments: [(name: String, value: ArgumentValue)],
    on className: String = "CIM_PowerManagementService"
  ) -> Effect {
    do throws(InvokeError) {
      switch try outcome(name, arguments, on: className) {
      case .done(let result):
        #expect(result.outputs.isEmpty)
        return .returns(result.returnValue)
      case .refused(let name, let why): return .refused(.invalidValue(name: name, why: why))
      case .command(let command, _): return .gives(command)
      }
    } catch {
      return .refused(error)
    }
  }

  private func request(_ state: String, _ more: [(name: String, value: ArgumentValue)] = []) -> Effect {
    call("RequestPowerStateChange", [("PowerState", .text(state))] + more)
  }

  private func verb(_ verb: PowerVerb) -> Effect { .gives(.power(system: System.onlyID, verb: verb)) }

  static let host = InstancePath(
    className: "CIM_ComputerSystem", keys: [InstanceKey(name: "Name", value: .text(System.onlyID))])

  @Test(arguments: [
    ("2", PowerVerb.on), ("5", .cycle), ("6", .offStandby), ("8", .off), ("9", .cycleStandby), ("10", .reset),
    ("11", .nmi), ("12", .offGraceful), ("14", .resetGraceful), ("15", .cycleGraceful),
  ])
  func statesAreVerbs(_ state: String, _ verb: PowerVerb) {
    #expect(request(state) == self.verb(verb))
  }

  @Test func theNumbersAreThoseThatTheProfileTellsClients() throws {
    var system = SampleBoard.system
    system.power.supported = PowerVerb.allCases
    board.publish([.system(system)])
    let capabilities = try #require(view.one("CIM_PowerManagementCapabilities", [:], board))
    guard case .array(let supported) = capabilities["RequestedPowerStatesSupported"] else {
      Issue.record("no supported states")
      return
    }
    let effects = supported.map { request($0.description) }
    #expect(effects == PowerVerb.allCases.map { verb($0) })
  }

  @Test(arguments: ["3", "4", "7", "13", "16", "40000"])
  func otherStatesOfTheSchemaAreUnsupported(_ state: String) {
    #expect(request(state) == .returns(1))
  }

  @Test(arguments: ["0", "1", "17", "100"])
  func statesThatTheSchemaDoesNotHaveAreInvalid(_ state: String) {
    #expect(request(state) == .returns(5))
    #expect(call("RequestPowerStateChange", []) == .returns(5))
  }

  @Test func theSystemMayBeNamedInEveryWayThatClientsUse() throws {
    let full = try #require(view.one("CIM_ComputerSystem", [:], board)).path
    let superclass = InstancePath(className: "CIM_System", keys: Self.host.keys)
    let reversed = InstancePath(className: "cim_computersystem", keys: full.keys.reversed())
    for path in [full, Self.host, superclass, reversed] {
      #expect(request("8", [("ManagedElement", .reference(path))]) == verb(.off))
    }
    #expect(request("8", [("ManagedElement", .null)]) == verb(.off))
  }

  @Test func anotherElementIsRefused() throws {
    board.publish([.system(System(id: "node2", name: "Second"))])
    func named(_ className: String, _ keys: [InstanceKey]) -> Effect {
      request("8", [("ManagedElement", .reference(InstancePath(className: className, keys: keys)))])
    }
    func name(_ value: String) -> [InstanceKey] { [InstanceKey(name: "Name", value: .text(value))] }
    #expect(named("CIM_ComputerSystem", name("node2")) == .returns(2))
    #expect(named("CIM_ComputerSystem", name("nobody")) == .returns(2))
    #expect(named("CIM_ComputerSystem", []) == .returns(2), "either of two")
    #expect(named("CIM_NoSuchClass", name(System.onlyID)) == .returns(2))
    #expect(named("CIM_ComputerSystem", [InstanceKey(name: "Nonsense", value: .text("x"))]) == .returns(2))
    #expect(named("CIM_ComputerSystem", name(System.onlyID)) == verb(.off))
  }

  @Test(arguments: [("Time", UInt32(1)), ("TimeoutPeriod", 4098)])
  func timesAreNotSupported(_ parameter: String, _ value: UInt32) {
    #expect(request("8", [(parameter, .text("PT5S"))]) == .returns(value))
    #expect(request("8", [(parameter, .text("00000000000005.000000:000"))]) == .returns(value))
    #expect(request("8", [(parameter, .text("PT0S"))]) == verb(.off))
    #expect(request("8", [(parameter, .null)]) == verb(.off))
  }

  @Test func argumentsAreCheckedBeforeTheMethodRuns() {
    #expect(request("8", [("Powerstat", .text("8"))]) == .refused(.unknownParameter(name: "Powerstat")))
    #expect(request("8", [("Job", .null)]) == .refused(.unknownParameter(name: "Job")), "an output")
    #expect(request("8", [("powerstate", .text("8"))]) == .refused(.duplicateParameter(name: "powerstate")))
    #expect(request("eight") == .refused(.typeMismatch(name: "PowerState")))
    #expect(request("70000") == .refused(.typeMismatch(name: "PowerState")))
    #expect(request("8", [("ManagedElement", .text("x"))]) == .refused(.typeMismatch(name: "ManagedElement")))
    #expect(request("8", [("Time", .text("soon"))]) == .refused(.typeMismatch(name: "Time")))
    #expect(call("RequestPowerStateChange", [("POWERSTATE", .text("8"))]) == verb(.off))
  }

  @Test(arguments: [
    (CommandOutcome.accepted, UInt32(0)), (.alreadySatisfied, 0), (.unsupported, 1), (.unknownSystem, 2),
    (.failed("no"), 4), (.invalidTransition, 4097), (.busy, 4099),
  ])
  func outcomesAreReturnValuesAlone(_ outcome: CommandOutcome, _ value: UInt32) throws {
    guard case .result(let result) = try finish(outcome) else {
      Issue.record("not a result")
      return
    }
    #expect(result.returnValue == value)
    #expect(result.outputs.isEmpty, "one client refuses a reply with anything else in it")
  }

  @Test func aJobIsNamedAndNothingElseIs() throws {
    guard case .result(let result) = try finish(.job(SampleBoard.job)) else {
      Issue.record("not a result")
      return
    }
    #expect(result.returnValue == 4096)
    #expect(result.outputs.map(\.parameter.name) == ["Job"])
    let path = InstancePath(
      className: "CIM_ConcreteJob", keys: [InstanceKey(name: "InstanceID", value: .text("Lantern:Job:run:1"))])
    #expect(result.outputs.map(\.value) == [.reference(path)])
    #expect(view.one("CIM_ConcreteJob", ["InstanceID": "Lantern:Job:run:1"], board)?.path == path, "and can be got")
  }

  @Test func whatIsNoResultStaysDistinct() throws {
    guard case .denied = try finish(.denied), case .unreachable("gone") = try finish(.unreachable("gone")),
      case .timedOut("late") = try finish(.timedOut("late"))
    else {
      Issue.record("a failure became a return value")
      return
    }
  }

  private func finish(_ outcome: CommandOutcome) throws -> MethodCompletion {
    let made = try self.outcome(
      "RequestPowerStateChange", [("PowerState", .text("8"))], on: "CIM_PowerManagementService")
    guard case .command(_, let finish) = made else { throw InvokeError.notSupported(method: "no command") }
    return finish(outcome)
  }

  // MARK: RequestStateChange

  private func requestState(_ state: String, on name: String = "CIM_ComputerSystem") -> Effect {
    call("RequestStateChange", [("RequestedState", .text(state))], on: name)
  }

  @Test(arguments: [
    ("2", PowerVerb.on), ("3", .off), ("4", .offGraceful), ("11", .reset), ("10", .resetGraceful),
  ])
  func systemStatesAreVerbs(_ state: String, _ verb: PowerVerb) {
    #expect(requestState(state) == self.verb(verb))
  }

  @Test func rebootTakesWhatTheBoardHas() {
    var system = SampleBoard.system
    system.power.supported = [.on, .off, .cycleGraceful]
    board.publish([.system(system)])
    #expect(requestState("10") == verb(.cycleGraceful))
  }

  @Test func otherSystemStatesAreUnsupportedOrInvalid() {
    for state in ["6", "7", "8", "9", "40000"] { #expect(requestState(state) == .returns(1)) }
    for state in ["0", "1", "5", "12"] { #expect(requestState(state) == .returns(5)) }
    #expect(
      call(
        "RequestStateChange", [("RequestedState", .text("2")), ("TimeoutPeriod", .text("PT1M"))],
        on: "CIM_ComputerSystem") == .returns(4098))
  }

  @Test func devicesSayThatTheyDoNotSupportIt() {
    #expect(requestState("3", on: "CIM_Fan") == .returns(1))
    #expect(requestState("3", on: "CIM_PowerSupply") == .returns(1))
  }

  @Test func methodsThatNoProfileOffersAreNotReached() {
    #expect(call("StartService", []) == .refused(.notSupported(method: "StartService")))
  }
}
