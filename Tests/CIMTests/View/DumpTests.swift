import CIM
import Model
import Testing

/// The text that golden files hold.
struct DumpTests {
  let view = Shipped.plain.view
  let board = SampleBoard()

  @Test func anInstanceIsItsPathAndItsPropertiesInTheOrderOfXML() throws {
    let fan = try #require(view.one("CIM_Fan", [:], board))
    #expect(
      view.dump(fan) == """
        CIM_Fan.CreationClassName="CIM_Fan",DeviceID="fan1",SystemCreationClassName="CIM_ComputerSystem",\
        SystemName="ManagedSystem"
          ActiveCooling: true
          ControlMode: 3
          ControlModesSupported: [2, 3]
          CreationClassName: "CIM_Fan"
          DesiredControlMode: 3
          DesiredSpeed: 4000
          DeviceID: "fan1"
          ElementName: "Fan 1"
          EnabledState: 2
          HealthState: 5
          OperationalStatus: [2]
          PrimaryStatus: 1
          RequestedState: 12
          SystemCreationClassName: "CIM_ComputerSystem"
          SystemName: "ManagedSystem"
          VariableSpeed: true

        """)
  }

  @Test func everyInstanceIsThereOnce() {
    let paths = view.dump(board.snapshot, at: board.now).split(separator: "\n").filter { !$0.hasPrefix(" ") }
    #expect(Set(paths).count == paths.count)
    #expect(paths.count { $0.hasPrefix("CIM_RegisteredProfile.") } == view.profiles.count)
    #expect(paths.count { $0.hasPrefix("CIM_PhysicalPackage.") } == 1)
    #expect(paths.count { $0.hasPrefix("CIM_Chassis.") } == 1)
  }

  @Test func everyProfileSaysWhichClassesItServes() {
    let classes = Dictionary(uniqueKeysWithValues: view.profiles.map { ($0.name, $0.classes.map(\.name)) })
    #expect(
      classes["Power Supply"] == ["CIM_PowerSupply", "CIM_RedundancySet", "CIM_SystemDevice", "CIM_MemberOfCollection"])
    #expect(classes["Base Server"] == [])
    #expect(view.profiles.map(\.specification).contains("DSP1027"))
  }
}
