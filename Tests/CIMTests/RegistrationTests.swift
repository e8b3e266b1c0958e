import CIM
import Model
import TestSupport
import Testing

/// What DSP1033 wants of every profile comes without being said.
struct RegistrationTests {
  let view = Shipped.plain.view
  let board = SampleBoard()

  @Test func everyProfileIsRegistered() throws {
    let registered = view.all("CIM_RegisteredProfile", board)
    #expect(registered.count == view.profiles.count)
    for profile in view.profiles {
      let found = registered.filter { $0["RegisteredName"] == .string(profile.name) }
      #expect(found.count == 1)
      #expect(found.first?["RegisteredVersion"] == .string(profile.version))
      #expect(found.first?["RegisteredOrganization"] == .unsigned(2))
      #expect(found.first?["AdvertiseTypes"] == .array([.unsigned(2)]))
    }
  }

  @Test func instanceIDsHaveNoSpaces() throws {
    let power = try #require(
      view.one("CIM_RegisteredProfile", ["InstanceID": "DMTF:PowerStateManagement:1.0.2"], board))
    #expect(power["RegisteredName"] == .string("Power State Management"))
    for instance in view.all("CIM_ManagedElement", board) {
      if case .string(let id) = instance["InstanceID"] { #expect(!id.contains(" ")) }
    }
  }

  @Test(arguments: [
    ("Base Server", ["CIM_ComputerSystem"]), ("Computer System", ["CIM_ComputerSystem"]),
    ("Power State Management", ["CIM_PowerManagementService"]),
    ("Sensors", ["CIM_NumericSensor", "CIM_Sensor"]), ("Fan", ["CIM_Fan"]), ("Power Supply", ["CIM_PowerSupply"]),
    ("Physical Asset", ["CIM_Card", "CIM_Chassis", "CIM_Chip", "CIM_PhysicalMemory", "CIM_PhysicalPackage"]),
    ("Software Inventory", ["CIM_SoftwareIdentity"]), ("Profile Registration", ["CIM_RegisteredProfile"]),
  ])
  func centralInstancesConformToTheirProfile(_ name: String, _ classes: [String]) throws {
    let profile = try #require(
      view.all("CIM_RegisteredProfile", board).first { $0["RegisteredName"] == .string(name) })
    let filter = AssociationFilter(
      associationClass: view.schema.cimClass("CIM_ElementConformsToProfile"), role: "ConformantStandard")
    let conforming = view.all(view.cursor(associatedWith: profile.id, filter), board)
    #expect(Set(conforming.map(\.cimClass.name)) == Set(classes))
  }

  @Test func theAutonomousProfileReferencesTheOthers() throws {
    let base = try #require(view.one("CIM_RegisteredProfile", ["InstanceID": "DMTF:BaseServer:1.0.1"], board))
    func names(_ role: String, of instance: Instance) -> Set<String> {
      let filter = AssociationFilter(associationClass: view.schema.cimClass("CIM_ReferencedProfile"), role: role)
      return Set(
        view.all(view.cursor(associatedWith: instance.id, filter), board).compactMap {
          $0["RegisteredName"]?.description
        })
    }
    #expect(names("Dependent", of: base).count == view.profiles.count - 1)
    #expect(names("Antecedent", of: base) == [])
  }

  @Test func aProfileIsOneFileMore() throws {
    let directory = DataDirectory()
    directory.write(
      "acme-leds.yaml",
      """
      profile: Identify Lamp
      organization: Acme
      version: 2.1.0
      central: CIM_IndicatorLED
      referenced-by: [Base Server]
      maps: { lamp: { true: Steady On, false: "Off" } }
      classes:
        - class: CIM_IndicatorLED
          for: part
          where: { kind: chassis }
          keys: { SystemCreationClassName: CIM_ComputerSystem, SystemName: "{system}", DeviceID: "{id}-lamp" }
          properties: { ElementName: "Lamp of {name}" }
      associations:
        - { class: CIM_SystemDevice, GroupComponent: CIM_ComputerSystem, PartComponent: CIM_IndicatorLED,
            by: PartComponent.owner }
      """)
    let (view, said) = directory.load(before: [Repository.root])
    #expect(said == [])
    let lamp = try #require(view.one("CIM_LogicalDevice", ["DeviceID": "chassis-lamp"], board))
    #expect(lamp.cimClass.name == "CIM_IndicatorLED")
    #expect(lamp["ElementName"] == .string("Lamp of Chassis"))
    let around = view.all(view.cursor(referencing: lamp.id, resultClass: nil, role: nil), board)
    #expect(Set(around.map(\.cimClass.name)) == ["CIM_SystemDevice", "CIM_ElementConformsToProfile"])
    let registration = try #require(
      view.one("CIM_RegisteredProfile", ["InstanceID": "Acme:IdentifyLamp:2.1.0"], board))
    #expect(registration["RegisteredOrganization"] == .unsigned(1))
    #expect(registration["OtherRegisteredOrganization"] == .string("Acme"))
    let profile = try #require(view.profiles.first { $0.name == "Identify Lamp" })
    #expect(profile.classes.map(\.name) == ["CIM_IndicatorLED", "CIM_SystemDevice"])
  }
}
