import CIM
import Model
import Testing

struct AssociationTests {
  let view = Shipped.plain.view
  let board = SampleBoard()

  private func partners(
    of name: String, _ keys: [String: String] = [:], through association: String? = nil, role: String? = nil,
    to result: String? = nil, resultRole: String? = nil
  ) -> [String] {
    guard let start = view.one(name, keys, board) else { return ["no \(name)"] }
    let filter = AssociationFilter(
      associationClass: association.flatMap { view.schema.cimClass($0) }, role: role,
      resultClass: result.flatMap { view.schema.cimClass($0) }, resultRole: resultRole)
    return view.all(view.cursor(associatedWith: start.id, filter), board).map { label($0) }
  }

  /// The class and the key that tells its instances apart.
  private func label(_ instance: Instance) -> String {
    for key in ["DeviceID", "Tag", "InstanceID", "Name"] {
      if case .string(let value) = instance[key] { return "\(instance.cimClass.name) \(value)" }
    }
    return instance.cimClass.name
  }

  @Test func aSystemHasItsDevices() {
    #expect(
      partners(of: "CIM_ComputerSystem", through: "CIM_SystemDevice") == [
        "CIM_NumericSensor inlet", "CIM_NumericSensor fan1-tach", "CIM_Sensor lid", "CIM_Fan fan1",
        "CIM_PowerSupply psu1", "CIM_IndicatorLED identify",
      ])
  }

  @Test func aDeviceHasItsSystem() {
    #expect(
      partners(of: "CIM_Fan", through: "CIM_SystemDevice", role: "PartComponent", resultRole: "GroupComponent")
        == ["CIM_ComputerSystem ManagedSystem"])
  }

  @Test func resultClassesMatchTheirSubclasses() {
    #expect(
      partners(of: "CIM_ComputerSystem", through: "CIM_SystemDevice", to: "CIM_Sensor") == [
        "CIM_NumericSensor inlet", "CIM_NumericSensor fan1-tach", "CIM_Sensor lid",
      ])
    #expect(
      partners(of: "CIM_ComputerSystem", through: "CIM_SystemDevice", to: "CIM_NumericSensor").count == 2)
    #expect(partners(of: "CIM_ComputerSystem", through: "CIM_SystemComponent", to: "CIM_Fan") == ["CIM_Fan fan1"])
  }

  @Test func rolesMustBeTheRightWayRound() {
    #expect(partners(of: "CIM_Fan", through: "CIM_SystemDevice", role: "GroupComponent") == [])
    #expect(partners(of: "CIM_Fan", through: "CIM_SystemDevice", resultRole: "PartComponent") == [])
    #expect(partners(of: "CIM_Fan", through: "CIM_SystemDevice", role: "partcomponent").count == 1)
  }

  @Test func aSensorHasWhatItMeasuresAndTheReverse() {
    let measured = ["inlet": "CIM_Chassis chassis", "fan1-tach": "CIM_Fan fan1"]
    for (sensor, device) in measured {
      #expect(partners(of: "CIM_Sensor", ["DeviceID": sensor], through: "CIM_AssociatedSensor") == [device])
    }
    #expect(
      partners(of: "CIM_Sensor", ["DeviceID": "lid"], through: "CIM_AssociatedSensor")
        == ["CIM_ComputerSystem ManagedSystem"])
    #expect(partners(of: "CIM_Fan", through: "CIM_AssociatedSensor") == ["CIM_NumericSensor fan1-tach"])
  }

  @Test func powerClientsFindTheServiceFromTheSystem() {
    #expect(
      partners(
        of: "CIM_ComputerSystem", through: "CIM_AssociatedPowerManagementService", role: "UserOfService",
        resultRole: "ServiceProvided") == ["CIM_PowerManagementService PowerManagementService"])
    #expect(
      partners(of: "CIM_PowerManagementService", through: "CIM_ElementCapabilities")
        == ["CIM_PowerManagementCapabilities Lantern:Power:ManagedSystem"])
    #expect(
      partners(of: "CIM_PowerManagementService", through: "CIM_HostedService")
        == ["CIM_ComputerSystem ManagedSystem"])
  }

  @Test func partsSitInEachOtherAndAreTheBodiesOfDevices() {
    #expect(
      partners(of: "CIM_Chassis", through: "CIM_Container", role: "GroupComponent")
        == ["CIM_Card board", "CIM_PhysicalPackage psu1"])
    #expect(
      partners(of: "CIM_Card", through: "CIM_Container", role: "PartComponent") == ["CIM_Chassis chassis"])
    #expect(
      partners(of: "CIM_Card", through: "CIM_Container", role: "GroupComponent")
        == ["CIM_Chip cpu0", "CIM_PhysicalMemory dimm-a1"])
    #expect(partners(of: "CIM_PowerSupply", through: "CIM_Realizes") == ["CIM_PhysicalPackage psu1"])
    #expect(
      partners(of: "CIM_ComputerSystem", through: "CIM_ComputerSystemPackage") == ["CIM_Chassis chassis"])
  }

  @Test func softwareIsInstalledOnTheSystemAndRunsOnItsTarget() {
    #expect(
      partners(of: "CIM_ComputerSystem", through: "CIM_InstalledSoftwareIdentity")
        == ["CIM_SoftwareIdentity Lantern:Software:bmc", "CIM_SoftwareIdentity Lantern:Software:bios"])
    #expect(
      partners(of: "CIM_Card", through: "CIM_ElementSoftwareIdentity")
        == ["CIM_SoftwareIdentity Lantern:Software:bios"])
  }

  @Test func associationsAreInstancesOfTheirClassAndItsSuperclasses() throws {
    let available = view.all("CIM_ServiceAvailableToElement", board)
    #expect(available.map(\.cimClass.name) == ["CIM_AssociatedPowerManagementService"])
    #expect(
      available[0].path.description
        == "CIM_AssociatedPowerManagementService."
        + #"ServiceProvided={CIM_PowerManagementService.CreationClassName="CIM_PowerManagementService","#
        + #"Name="PowerManagementService",SystemCreationClassName="CIM_ComputerSystem",SystemName="ManagedSystem"},"#
        + #"UserOfService={CIM_ComputerSystem.CreationClassName="CIM_ComputerSystem",Name="ManagedSystem"}"#)
    #expect(available[0]["PowerState"] == .unsigned(2))
    #expect(view.all("CIM_AssociatedSensor", board).count == 3)
  }

  @Test func referencesAreTheAssociationsThatNameAnInstance() throws {
    let fan = try #require(view.one("CIM_Fan", [:], board))
    func names(_ resultClass: String?, _ role: String?) -> [String] {
      let cursor = view.cursor(
        referencing: fan.id, resultClass: resultClass.flatMap { view.schema.cimClass($0) }, role: role)
      return view.all(cursor, board).map(\.cimClass.name)
    }
    #expect(
      Set(names(nil, nil)) == [
        "CIM_SystemDevice", "CIM_AssociatedSensor", "CIM_ElementConformsToProfile", "CIM_AssociatedCooling",
        "CIM_MemberOfCollection",
      ])
    #expect(names("CIM_Dependency", nil) == ["CIM_AssociatedSensor", "CIM_AssociatedCooling"])
    #expect(names(nil, "PartComponent") == ["CIM_SystemDevice"])
  }

  @Test func associationsFollowTheModel() throws {
    var moved = SampleBoard.inlet
    moved.measures = ObjectID(.supply, "psu1")
    board.publish([.sensor(moved)])
    #expect(
      partners(of: "CIM_Sensor", ["DeviceID": "inlet"], through: "CIM_AssociatedSensor") == ["CIM_PowerSupply psu1"])
    #expect(partners(of: "CIM_Chassis", through: "CIM_AssociatedSensor") == [])
    board.store.remove([ObjectID(.sensor, "inlet")])
    #expect(partners(of: "CIM_PowerSupply", through: "CIM_AssociatedSensor") == [])
  }

  @Test func aPartnerByTwoAssociationsIsFoundOnce() throws {
    #expect(partners(of: "CIM_Fan", to: "CIM_ComputerSystem") == ["CIM_ComputerSystem ManagedSystem"])
    let all = partners(of: "CIM_Sensor", ["DeviceID": "lid"])
    #expect(all.filter { $0 == "CIM_ComputerSystem ManagedSystem" }.count == 1)
    #expect(Set(all).count == all.count)
  }

  @Test func whatHasGoneHasNoPartners() throws {
    let fan = try #require(view.one("CIM_Fan", [:], board))
    board.store.remove([ObjectID(.fan, "fan1")])
    #expect(view.all(view.cursor(associatedWith: fan.id, AssociationFilter()), board).isEmpty)
    #expect(view.all(view.cursor(referencing: fan.id, resultClass: nil, role: nil), board).isEmpty)
  }

  @Test func aChassisInAnotherPackagesNothing() {
    var inner = SampleBoard.chassis
    inner.container = "board"
    board.publish([.part(inner)])
    #expect(partners(of: "CIM_ComputerSystem", through: "CIM_ComputerSystemPackage") == [])
  }
}
