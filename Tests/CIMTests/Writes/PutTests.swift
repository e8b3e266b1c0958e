import CIM
import Model
import Testing

/// Put on instances: what is let through, what is refused, and which command it becomes.
struct PutTests {
  let view = Shipped.plain.view
  let board = SampleBoard()

  enum Effect: Equatable {
    case unchanged
    case gives(Command)
    case refused(WriteError)
  }

  private var inlet: Instance { view.one("CIM_NumericSensor", ["DeviceID": "inlet"], board)! }

  private func outcome(
    _ properties: [(name: String, value: ArgumentValue)], to instance: Instance? = nil, isComplete: Bool = false
  ) throws(WriteError) -> WriteOutcome {
    try view.put(
      properties, to: instance ?? inlet, isComplete: isComplete, in: board.snapshot, at: board.now)
  }

  private func put(
    _ properties: [(name: String, value: ArgumentValue)], to instance: Instance? = nil, isComplete: Bool = false
  ) -> Effect {
    do throws(WriteError) {
      switch try outcome(properties, to: instance, isComplete: isComplete) {
      case .unchanged: return .unchanged
      case .command(let command, _): return .gives(command)
      }
    } catch {
      return .refused(error)
    }
  }

  /// What a Get of the instance answers, as a Put sends it.
  private func representation(of instance: Instance) -> [(name: String, value: ArgumentValue)] {
    var properties: [(name: String, value: ArgumentValue)] = []
    instance.forEachProperty { property, value in properties.append((property.name, value.argument)) }
    return properties
  }

  private func setting(_ changes: [Threshold: ThresholdSetting]) -> Effect {
    .gives(.setThresholds(sensor: "inlet", changes))
  }

  // MARK: The identify light

  private var light: Instance { view.one("CIM_IndicatorLED", [:], board)! }

  @Test(arguments: [("2", true), ("4", false)])
  func theLightIsSwitchedByItsActivationState(state: String, isOn: Bool) {
    var system = SampleBoard.system
    system.identify = isOn ? .off : .timed
    board.publish([.system(system)])
    #expect(
      put([("ActivationState", .text(state))], to: light)
        == .gives(.identify(system: System.onlyID, isOn: isOn)))
  }

  @Test(arguments: [
    ("3", "There is no such value here."), (nil, "It can be switched on or off only."),
  ])
  func theLightHasNoOtherStates(state: String?, why: String) {
    let value = state.map { ArgumentValue.text($0) } ?? .null
    #expect(
      put([("ActivationState", value)], to: light)
        == .refused(.invalidValue(name: "ActivationState", why: why)))
  }

  @Test func aLightWhoseStateIsUnknownCanBeSwitched() {
    var system = SampleBoard.system
    system.identify = nil
    board.publish([.system(system)])
    #expect(light["ActivationState"] == nil)
    #expect(
      put([("ActivationState", .text("2"))], to: light) == .gives(.identify(system: System.onlyID, isOn: true)))
  }

  // MARK: Nothing changed

  @Test func whatWasReadCanBeSentBackWhateverTheClass() {
    for name in [
      "CIM_NumericSensor", "CIM_ComputerSystem", "CIM_ConcreteJob", "CIM_PhysicalMemory", "CIM_SystemDevice",
      "CIM_IndicatorLED", "CIM_RecordLog", "CIM_LogEntry",
    ] {
      for instance in view.all(name, board) {
        #expect(put(representation(of: instance), to: instance, isComplete: true) == .unchanged, "\(instance.path)")
      }
    }
  }

  @Test func nothingAtAllChangesNothing() {
    #expect(put([]) == .unchanged)
  }

  @Test func namesMayHaveAnyCaseAndValuesAnyForm() throws {
    let system = try #require(view.one("CIM_ComputerSystem", [:], board))
    #expect(put([("elementname", .text("Test server"))], to: system) == .unchanged)
    #expect(put([("TimeOfLastStateChange", .text("2026-11-22T21:49:03+01:00"))], to: system) == .unchanged)
    let device = view.all("CIM_SystemDevice", board)[0]
    let host = InstancePath(
      className: "CIM_System", keys: [InstanceKey(name: "name", value: .text(System.onlyID))])
    #expect(put([("GroupComponent", .reference(host))], to: device) == .unchanged)
  }

  @Test func nullIsNoChangeWhereThereIsNoValue() {
    #expect(put([("Caption", .null), ("NominalReading", .null), ("LowerThresholdFatal", .null)]) == .unchanged)
  }

  // MARK: Refused

  @Test func otherPropertiesCannotBeWritten() {
    #expect(put([("ElementName", .text("Other"))]) == .refused(.readOnly(name: "ElementName")))
    #expect(put([("ElementName", .null)]) == .refused(.readOnly(name: "ElementName")))
    #expect(put([("Caption", .text("x"))]) == .refused(.readOnly(name: "Caption")), "bound by no profile")
    #expect(
      put([("CurrentReading", .text("1"))]) == .refused(.readOnly(name: "CurrentReading")), "not in a whole instance")
  }

  @Test func thresholdsThatAreNotSettableCannotBeWritten() throws {
    #expect(
      put([("UpperThresholdCritical", .text("4600"))]) == .refused(.readOnly(name: "UpperThresholdCritical")))
    let tach = try #require(view.one("CIM_NumericSensor", ["DeviceID": "fan1-tach"], board))
    #expect(
      put([("LowerThresholdCritical", .text("800"))], to: tach)
        == .refused(.readOnly(name: "LowerThresholdCritical")))
    #expect(put([("LowerThresholdCritical", .text("900"))], to: tach) == .unchanged)
  }

  @Test func keysStay() {
    #expect(put([("DeviceID", .text("inlet"))]) == .unchanged)
    #expect(put([("DeviceID", .text("outlet"))]) == .refused(.keyChanged(name: "DeviceID")))
    #expect(put([("deviceid", .null)]) == .refused(.keyChanged(name: "deviceid")))
  }

  @Test func namesAndTypesAreThoseOfTheClass() {
    #expect(put([("Nonsense", .text("x"))]) == .refused(.unknownProperty(name: "Nonsense")))
    #expect(
      put([("UpperThresholdNonCritical", .text("warm"))])
        == .refused(.typeMismatch(name: "UpperThresholdNonCritical")))
    #expect(
      put([("UpperThresholdNonCritical", .text("2147483648"))])
        == .refused(.typeMismatch(name: "UpperThresholdNonCritical")), "beyond sint32")
    #expect(
      put([("ElementName", .text("Inlet")), ("elementname", .text("Inlet"))])
        == .refused(.duplicate(name: "elementname")))
  }

  @Test func aWholeInstanceHasItsKeysAndWhatIsRequired() throws {
    var properties = representation(of: inlet)
    properties.removeAll { $0.name == "DeviceID" }
    #expect(put(properties, isComplete: true) == .refused(.missing(name: "DeviceID")))
    let job = try #require(view.one("CIM_ConcreteJob", [:], board))
    properties = representation(of: job).filter { $0.name != "Name" }
    #expect(put(properties, to: job, isComplete: true) == .refused(.missing(name: "Name")))
  }

  // MARK: Changed

  @Test func aThresholdIsACommandInTheUnitOfTheReading() {
    #expect(put([("UpperThresholdNonCritical", .text("4150"))]) == setting([.warningHigh: .at(41.5)]))
    #expect(put([("UpperThresholdNonCritical", .null)]) == setting([.warningHigh: .off]))
  }

  @Test func aWholeInstanceMayHoldAnOlderReading() {
    var properties = representation(of: inlet).filter { $0.name != "CurrentReading" && !$0.name.hasPrefix("Upper") }
    properties += [("CurrentReading", .text("-7")), ("UpperThresholdNonCritical", .text("3900"))]
    #expect(put(properties, isComplete: true) == setting([.warningHigh: .at(39)]), "what is left out stays")
  }

  @Test(arguments: [Int32(-9), -3, -2, -1, 0, 1, 3, 9], [Int32.min, -4711, -1, 0, 1, 12345, Int32.max])
  func whatIsWrittenIsReadBackExactly(exponent: Int32, number: Int32) throws {
    var sensor = SampleBoard.inlet
    sensor.exponent = exponent
    sensor.thresholds = Thresholds(warningHigh: 0.125)
    board.publish([.sensor(sensor)])
    guard
      case .command(.setThresholds(_, let changes), _) = try outcome(
        [("UpperThresholdNonCritical", .text(String(number)))])
    else {
      #expect(number == 0 || inlet["UpperThresholdNonCritical"] == .signed(Int64(number)), "no change")
      return
    }
    sensor.thresholds = sensor.thresholds.applying(changes)
    board.publish([.sensor(sensor)])
    #expect(inlet["UpperThresholdNonCritical"] == .signed(Int64(number)))
  }

  @Test(arguments: [
    (CommandOutcome.accepted, WriteCompletion.done(created: nil)), (.alreadySatisfied, .done(created: nil)),
    (.denied, .denied), (.unsupported, .refused(.notSupported(.put))), (.notFound, .notFound),
    (.busy, .busy("Something else is under way; try again when it is done.")),
    (.failed("disk full"), .failed("disk full")),
    (.timedOut("late"), .timedOut("late")), (.unreachable("cable"), .unreachable("cable")),
    (
      .invalidThresholds(.outOfOrder(lower: .warningHigh, limit: 50, upper: .criticalHigh, upperLimit: 45)),
      .refused(
        .invalidValue(
          name: "upperthresholdnoncritical",
          why: "UpperThresholdNonCritical would be 50 celsius; it must not be above UpperThresholdCritical, 45 celsius."
        ))
    ),
  ])
  func outcomesAreWhatTheProtocolTells(outcome: CommandOutcome, completion: WriteCompletion) throws {
    guard case .command(_, let finish) = try self.outcome([("upperthresholdnoncritical", .text("5000"))]) else {
      Issue.record("no command")
      return
    }
    #expect(finish(outcome) == completion)
  }

  @Test func aLimitThatTheHardwareCannotDoWithoutIsAnInvalidValue() throws {
    guard
      case .command(_, let finish) = try outcome([
        ("UpperThresholdCritical", .text("4500")), ("UpperThresholdNonCritical", .null),
      ])
    else {
      Issue.record("no command")
      return
    }
    #expect(
      finish(.refused("Give it a value."))
        == .refused(.invalidValue(name: "UpperThresholdNonCritical", why: "Give it a value.")))
  }
}

extension CIMValue {
  /// As a client sends it back.
  fileprivate var argument: ArgumentValue {
    switch self {
    case .reference(let path): .reference(path)
    case .array(let values): .array(values.map(\.argument))
    case .string(let text): .text(text)
    case .datetime(.interval(let microseconds)): .text("PT\(microseconds / 1_000_000)S")
    default: .text(description)
    }
  }
}
