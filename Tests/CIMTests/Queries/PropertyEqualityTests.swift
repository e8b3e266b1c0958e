import CIM
import Model
import Testing

/// The selector filter: any property, equal by value.
struct PropertyEqualityTests {
  let view = QuerySample.view
  let board = SampleBoard()

  private func found(_ className: String, _ selectors: [Selector]) throws(SelectorError) -> [String] {
    let filter = try PropertyEquality(selectors, of: view.schema.cimClass(className)!)
    return view.all("CIM_ManagedElement", board).filter { filter.matches($0) }.compactMap { instance in
      if case .string(let name)? = instance["DeviceID"] ?? instance["Name"] { name } else { nil }
    }
  }

  private func found(_ className: String, _ texts: [(String, String)]) throws(SelectorError) -> [String] {
    try found(className, texts.map { Selector(name: $0.0, value: .text($0.1)) })
  }

  @Test(arguments: [
    ("CIM_Fan", [("DeviceID", "fan1")], ["fan1"]), ("CIM_Fan", [("deviceid", "fan1")], ["fan1"]),
    ("CIM_Fan", [("DeviceID", "FAN1")], []), ("CIM_Fan", [("ElementName", "Fan 1")], ["fan1"]),
    ("CIM_Fan", [("ElementName", "Fan 1"), ("HealthState", "5")], ["fan1"]),
    ("CIM_Fan", [("ElementName", "Fan 1"), ("HealthState", "25")], []), ("CIM_Fan", [], ["fan1"]),
    ("CIM_Fan", [("ActiveCooling", "true")], ["fan1"]), ("CIM_Fan", [("Description", "")], []),
    ("CIM_NumericSensor", [("CurrentReading", "2413")], ["inlet"]),
    ("CIM_NumericSensor", [("CurrentReading", "02413")], ["inlet"]),
    ("CIM_NumericSensor", [("UnitModifier", "-2")], ["inlet"]), ("CIM_Sensor", [("SensorType", "5")], ["fan1-tach"]),
    ("CIM_LogicalDevice", [("HealthState", "5"), ("DeviceID", "psu1")], ["psu1"]),
    ("CIM_ComputerSystem", [("TimeOfLastStateChange", "2026-11-22T21:49:03+01:00")], ["ManagedSystem"]),
    ("CIM_ComputerSystem", [("TimeOfLastStateChange", "20261122204903.000000+000")], ["ManagedSystem"]),
    ("CIM_ComputerSystem", [("TimeOfLastStateChange", "20261122204904.000000+000")], []),
    ("CIM_Fan", [("__cimnamespace", "root/cimv2"), ("DeviceID", "fan1")], ["fan1"]),
  ])
  func everyPropertyMustBeEqual(_ className: String, _ selectors: [(String, String)], _ names: [String]) throws {
    #expect(try found(className, selectors) == names)
  }

  @Test(arguments: [
    ([("Nonsense", "1")], SelectorError.unknownSelector(name: "Nonsense")),
    ([("CurrentReading", "1")], .unknownSelector(name: "CurrentReading")),
    ([("DeviceID", "fan1"), ("deviceID", "fan1")], .duplicate(name: "deviceID")),
    ([("HealthState", "fine")], .typeMismatch(name: "HealthState", value: "fine")),
    ([("HealthState", "65536")], .typeMismatch(name: "HealthState", value: "65536")),
    ([("ActiveCooling", "yes")], .typeMismatch(name: "ActiveCooling", value: "yes")),
    ([("InstallDate", "today")], .typeMismatch(name: "InstallDate", value: "today")),
    ([("OperationalStatus", "2")], .typeMismatch(name: "OperationalStatus", value: "2")),
    ([("AllocationState", "x")], .typeMismatch(name: "AllocationState", value: "x")),
    ([("__cimnamespace", "root/other")], .invalidNamespace("root/other")),
  ])
  func whatNoInstanceCanHaveIsAnError(_ selectors: [(String, String)], _ error: SelectorError) {
    #expect(throws: error) { try found("CIM_Fan", selectors) }
  }

  @Test func referencesAreEqualByTheirKeys() throws {
    let fan = try #require(view.one("CIM_Fan", [:], board))
    func devices(_ path: InstancePath) throws -> Int {
      let filter = try PropertyEquality(
        [Selector(name: "PartComponent", value: .reference(path))], of: view.schema.cimClass("CIM_SystemDevice")!)
      return view.all("CIM_SystemDevice", board).filter { filter.matches($0) }.count
    }
    #expect(try devices(fan.path) == 1)
    #expect(try devices(InstancePath(className: "cim_fan", keys: fan.path.keys.reversed())) == 1)
    #expect(
      try devices(InstancePath(className: "CIM_Fan", keys: [InstanceKey(name: "deviceid", value: .text("fan1"))])) == 1)
    #expect(
      try devices(InstancePath(className: "CIM_Fan", keys: [InstanceKey(name: "DeviceID", value: .text("fan2"))])) == 0)
    #expect(try devices(InstancePath(className: "CIM_Sensor", keys: fan.path.keys)) == 0)
    #expect(
      try devices(InstancePath(className: "CIM_Fan", keys: [InstanceKey(name: "Color", value: .text("red"))])) == 0)
    #expect(throws: SelectorError.typeMismatch(name: "PartComponent", value: "fan1")) {
      try PropertyEquality(
        [Selector(name: "PartComponent", value: .text("fan1"))], of: view.schema.cimClass("CIM_SystemDevice")!)
    }
    #expect(throws: SelectorError.typeMismatch(name: "DeviceID", value: fan.path.description)) {
      try found("CIM_Fan", [Selector(name: "DeviceID", value: .reference(fan.path))])
    }
  }
}
