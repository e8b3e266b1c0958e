import CIM
import Model
import Testing

struct FindTests {
  let view = Shipped.plain.view
  let board = SampleBoard()

  private func find(_ name: String, _ selectors: [(String, String)]) throws -> [String] {
    try view.find(
      view.schema.cimClass(name)!, selectors: selectors.map { Selector(name: $0.0, value: .text($0.1)) },
      in: board.snapshot, at: board.now
    ).map { $0.cimClass.name + " " + ($0["DeviceID"] ?? $0["Name"]!).description }
  }

  static let inletKeys = [
    ("SystemName", "ManagedSystem"), ("DeviceID", "inlet"), ("SystemCreationClassName", "CIM_ComputerSystem"),
    ("CreationClassName", "CIM_NumericSensor"),
  ]

  @Test func allKeysInAnyOrderNameOneInstance() throws {
    #expect(try find("CIM_NumericSensor", Self.inletKeys) == [#"CIM_NumericSensor "inlet""#])
    #expect(try find("CIM_NumericSensor", Self.inletKeys.reversed()) == [#"CIM_NumericSensor "inlet""#])
  }

  @Test func keysWorkThroughSuperclasses() throws {
    #expect(try find("CIM_Sensor", Self.inletKeys) == [#"CIM_NumericSensor "inlet""#])
    #expect(try find("CIM_LogicalDevice", Self.inletKeys) == [#"CIM_NumericSensor "inlet""#])
    #expect(try find("CIM_Fan", Self.inletKeys) == [])
  }

  @Test func partialKeysSelectEverythingTheyFit() throws {
    #expect(try find("CIM_LogicalDevice", [("DeviceID", "fan1")]) == [#"CIM_Fan "fan1""#])
    #expect(try find("CIM_Sensor", [("SystemName", "ManagedSystem")]).count == 3)
    #expect(try find("CIM_ComputerSystem", [("Name", "ManagedSystem")]).count == 1)
    #expect(try find("CIM_Sensor", []).count == 3)
    #expect(try find("CIM_Fan", []).count == 1)
  }

  @Test func namesMatchInAnyCaseValuesExactly() throws {
    #expect(try find("CIM_Fan", [("deviceid", "fan1")]).count == 1)
    #expect(try find("CIM_Fan", [("DeviceID", "FAN1")]) == [])
    #expect(try find("CIM_Fan", [("DeviceID", "fan2")]) == [])
    #expect(try find("CIM_Fan", [("CreationClassName", "CIM_Sensor"), ("DeviceID", "fan1")]) == [])
  }

  @Test func selectorsThatAreNoKeysAreErrors() {
    #expect(throws: SelectorError.unknownSelector(name: "ElementName")) {
      try find("CIM_Fan", [("ElementName", "Fan 1")])
    }
    #expect(throws: SelectorError.unknownSelector(name: "Nonsense")) { try find("CIM_Fan", [("Nonsense", "1")]) }
    #expect(throws: SelectorError.duplicate(name: "deviceid")) {
      try find("CIM_Fan", [("DeviceID", "fan1"), ("deviceid", "fan1")])
    }
  }

  @Test func referencesAndTextMustNotStandForEachOther() {
    let path = InstancePath(className: "CIM_ComputerSystem", keys: [])
    #expect(throws: SelectorError.typeMismatch(name: "DeviceID", value: path.description)) {
      try view.find(
        view.schema.cimClass("CIM_Fan")!, selectors: [Selector(name: "DeviceID", value: .reference(path))],
        in: board.snapshot, at: board.now)
    }
    #expect(throws: SelectorError.typeMismatch(name: "PartComponent", value: "fan1")) {
      try find("CIM_SystemDevice", [("PartComponent", "fan1")])
    }
  }

  @Test func numericKeysMustBeNumbers() {
    #expect(throws: SelectorError.typeMismatch(name: "SoftwareElementState", value: "running")) {
      try find("CIM_SoftwareElement", [("SoftwareElementState", "running")])
    }
  }

  @Test(arguments: ["root/cimv2", "ROOT/CIMV2", "root/interop", "interop"])
  func servedNamespacesAreAccepted(_ namespace: String) throws {
    #expect(try find("CIM_Fan", [("__cimnamespace", namespace)]).count == 1)
    #expect(try find("CIM_Fan", [("__cimNamespace", namespace), ("DeviceID", "fan1")]).count == 1)
  }

  @Test func otherNamespacesAreErrors() {
    #expect(throws: SelectorError.invalidNamespace("root/other")) {
      try find("CIM_Fan", [("__cimnamespace", "root/other")])
    }
  }

  @Test func associationsAreFoundByTheirReferences() throws {
    let fan = try #require(view.one("CIM_Fan", [:], board))
    let system = InstancePath(
      className: "CIM_System", keys: [InstanceKey(name: "name", value: .text("ManagedSystem"))])
    func find(_ name: String, _ selectors: [(String, InstancePath)]) throws -> [Instance] {
      try view.find(
        view.schema.cimClass(name)!, selectors: selectors.map { Selector(name: $0.0, value: .reference($0.1)) },
        in: board.snapshot, at: board.now)
    }
    let both = try find("CIM_SystemDevice", [("GroupComponent", system), ("PartComponent", fan.path)])
    #expect(both.count == 1)
    #expect(both[0]["PartComponent"] == .reference(fan.path))
    #expect(try find("CIM_SystemDevice", [("PartComponent", fan.path)]).map(\.id) == both.map(\.id))
    #expect(try find("CIM_SystemDevice", [("GroupComponent", system)]).count == 6)
    #expect(try find("CIM_SystemDevice", [("GroupComponent", fan.path)]).isEmpty)
    #expect(try find("CIM_AssociatedPowerManagementService", []).count == 1)
    let unknown = InstancePath(className: "CIM_NoSuchClass", keys: [])
    #expect(try find("CIM_SystemDevice", [("PartComponent", unknown)]).isEmpty)
  }

  @Test func partialReferencesOnBothSidesFindEachPairThatIsLinkedOnce() throws {
    func find(_ name: String, _ selectors: [(String, String)], limit: Int = .max) throws -> [InstanceID] {
      try view.find(
        view.schema.cimClass(name)!,
        selectors: selectors.map {
          Selector(name: $0.0, value: .reference(InstancePath(className: $0.1, keys: [])))
        }, in: board.snapshot, at: board.now, limit: limit
      ).map(\.id)
    }
    let all = try find("CIM_SystemDevice", [])
    let pairs = [("GroupComponent", "CIM_System"), ("PartComponent", "CIM_LogicalDevice")]
    #expect(all.count == 6)
    #expect(try find("CIM_SystemDevice", pairs).count == 6)
    #expect(try Set(find("CIM_SystemDevice", pairs)) == Set(all))
    #expect(try find("CIM_SystemDevice", pairs, limit: 2).count == 2)
    #expect(try find("CIM_SystemDevice", [pairs[0], ("PartComponent", "CIM_Sensor")]).count == 3)
    #expect(try find("CIM_SystemDevice", [pairs[0], ("PartComponent", "CIM_System")]).isEmpty)
  }

  @Test func effortIsBoundedWhateverIsAskedFor() throws {
    let sensors = (0..<300).map { number in
      var sensor = SampleBoard.inlet
      sensor.id = "s\(number)"
      return Content.sensor(sensor)
    }
    board.publish(sensors)
    func find(_ name: String, _ selectors: [Selector], limit: Int = .max, _ effort: Int) throws -> Int {
      try view.find(
        view.schema.cimClass(name)!, selectors: selectors, in: board.snapshot, at: board.now, limit: limit,
        effort: effort
      ).count
    }
    func all(_ name: String) -> KeyValue { .reference(InstancePath(className: name, keys: [])) }
    let requests: [(String, [Selector])] = [
      ("CIM_NumericSensor", []), ("CIM_NumericSensor", [Selector(name: "SystemName", value: .text("ManagedSystem"))]),
      ("CIM_SystemDevice", []), ("CIM_SystemDevice", [Selector(name: "PartComponent", value: all("CIM_Sensor"))]),
      (
        "CIM_SystemDevice",
        [
          Selector(name: "PartComponent", value: all("CIM_Sensor")),
          Selector(name: "GroupComponent", value: all("CIM_System")),
        ]
      ),
    ]
    for (name, selectors) in requests {
      #expect(throws: SelectorError.tooManyCandidates) { try find(name, selectors, 200) }
      #expect(try find(name, selectors, 10_000) >= 302)
      #expect(try find(name, selectors, limit: 2, 10_000) == 2)
    }
    #expect(try find("CIM_NumericSensor", [], limit: 2, 200) == 2)
    #expect(try find("CIM_NumericSensor", [Selector(name: "DeviceID", value: .text("s299"))], 1) == 1)
  }

  @Test func twoSystemsAreTwoInstances() throws {
    board.publish([.system(System(id: "node2", name: "Second"))])
    #expect(try find("CIM_ComputerSystem", []).count == 2)
    #expect(try find("CIM_ComputerSystem", [("Name", "node2")]).count == 1)
    #expect(try find("CIM_PowerManagementService", [("Name", "PowerManagementService")]).count == 2)
    #expect(view.all("CIM_AssociatedPowerManagementService", board).count == 2)
  }

  @Test func superclassesEnumerateTheirSubclassesUnderTheirOwnNames() {
    #expect(
      view.all("CIM_Sensor", board).map(\.cimClass.name) == ["CIM_NumericSensor", "CIM_NumericSensor", "CIM_Sensor"])
    #expect(
      Set(view.all("CIM_PhysicalElement", board).map(\.cimClass.name))
        == ["CIM_Chassis", "CIM_Card", "CIM_Chip", "CIM_PhysicalMemory", "CIM_PhysicalPackage"])
    #expect(
      Set(view.all("CIM_PhysicalPackage", board).map(\.cimClass.name))
        == ["CIM_Chassis", "CIM_Card", "CIM_PhysicalPackage"])
    #expect(view.all("CIM_Processor", board).isEmpty)
    #expect(!view.serves(view.schema.cimClass("CIM_Processor")!))
    #expect(view.serves(view.schema.cimClass("CIM_LogicalDevice")!))
  }

  @Test func namesOutliveTheInstanceTheyName() throws {
    let fan = try #require(view.one("CIM_Fan", [:], board))
    board.publish([.system(System(id: "another", name: "x"))])
    #expect(view.instance(fan.id, in: board.snapshot, at: board.now)?.path == fan.path)
    board.store.remove([ObjectID(.fan, "fan1")])
    #expect(view.instance(fan.id, in: board.snapshot, at: board.now) == nil)
  }
}
