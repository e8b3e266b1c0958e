import CIM
import TestSupport
import Testing

/// Facts that clients and profiles rely on; the table is made from the DMTF schema by a script.
struct SchemaTests {
  let schema = try! CIMSchema.load(Repository.schemaBytes)

  private func values(_ cimClass: String, _ property: String) -> ValueMap {
    schema.cimClass(cimClass)!.property(property)!.valueMap!
  }

  @Test func requestedPowerStateCountsOnFromTwelveOthersDoNot() {
    let apms = "CIM_AssociatedPowerManagementService"
    #expect(values(apms, "PowerState").value(named: "Off - Soft Graceful") == "12")
    #expect(values(apms, "RequestedPowerState").value(named: "Not Applicable") == "12")
    #expect(values(apms, "RequestedPowerState").value(named: "Off - Soft Graceful") == "13")
    #expect(values(apms, "PowerState").value(named: "Power Cycle (Off - Soft Graceful)") == "15")
    #expect(values(apms, "RequestedPowerState").value(named: "Power Cycle (Off - Soft Graceful)") == "16")
    #expect(values(apms, "TransitioningToPowerState").value(named: "No Change") == "19")
  }

  @Test func namesAreFoundHoweverTheSchemaSpellsThem() {
    let map = values("CIM_AssociatedPowerManagementService", "RequestedPowerState")
    #expect(map.value(named: "Sleep - Deep") == "4")  // "Sleep -_Deep" there
    #expect(map.value(named: "Power Cycle (Off - Hard)") == "9")  // "Power Cycle (Off-Hard)" there
    #expect(map.value(named: "DMTF Reserved") == nil, "a range is no value")
    #expect(map.name(of: "8") == "Off - Soft")
  }

  @Test func propertiesComeInTheOrderOfXMLWithInheritedOnes() throws {
    let fan = try #require(schema.cimClass("CIM_Fan"))
    let names = fan.properties.map(\.name)
    #expect(names == names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    #expect(names.contains("DesiredSpeed"), "its own")
    #expect(names.contains("OperationalStatus"), "of CIM_ManagedSystemElement")
    #expect(fan.properties.map(\.index) == Array(fan.properties.indices))
  }

  @Test(arguments: [
    ("CIM_Fan", ["CreationClassName", "DeviceID", "SystemCreationClassName", "SystemName"]),
    ("CIM_ComputerSystem", ["CreationClassName", "Name"]),
    ("CIM_Chassis", ["CreationClassName", "Tag"]),
    ("CIM_RegisteredProfile", ["InstanceID"]),
    ("CIM_AssociatedPowerManagementService", ["ServiceProvided", "UserOfService"]),
    ("CIM_ManagedElement", []),
  ])
  func keysAre(_ name: String, _ keys: [String]) {
    #expect(schema.cimClass(name)?.keys.map(\.name) == keys)
  }

  @Test func classesKnowTheirAncestors() throws {
    let sensor = try #require(schema.cimClass("CIM_Sensor"))
    let numeric = try #require(schema.cimClass("CIM_NumericSensor"))
    #expect(numeric.superclass === sensor)
    #expect(numeric.isKind(of: sensor))
    #expect(numeric.isKind(of: schema.cimClass("CIM_ManagedElement")!))
    #expect(!sensor.isKind(of: numeric))
    #expect(numeric.resourceURI == "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_NumericSensor")
  }

  @Test func namesMatchInAnyCaseOfLetters() throws {
    let fan = try #require(schema.cimClass("cim_FAN"))
    #expect(fan === schema.cimClass("CIM_Fan"))
    #expect(fan.name == "CIM_Fan")
    #expect(fan.property("deviceid")?.name == "DeviceID")
    #expect(fan.method("requeststatechange")?.name == "RequestStateChange")
    #expect(schema.cimClass("CIM_Fang") == nil)
    #expect(fan.property("NoSuchThing") == nil)
  }

  @Test func typesAndReferencesAreThere() throws {
    let numeric = try #require(schema.cimClass("CIM_NumericSensor"))
    #expect(numeric.property("CurrentReading")?.type == .sint32)
    #expect(numeric.property("PossibleStates")?.isArray == true)
    #expect(numeric.property("PollingInterval")?.type == .uint64)
    #expect(numeric.property("UpperThresholdCritical")?.isWritable == true)
    let service = try #require(schema.cimClass("CIM_AssociatedPowerManagementService"))
    #expect(service.isAssociation)
    #expect(service.property("ServiceProvided")?.referenceClass == "CIM_PowerManagementService")
    #expect(service.property("ServiceProvided")?.isKey == true, "though only its superclass says so")
    #expect(schema.cimClass("CIM_LogicalDevice")?.isAbstract == true)
    #expect(schema.cimClass("CIM_RegisteredProfile")?.property("RegisteredName")?.isRequired == true)
    let alert = try #require(schema.cimClass("CIM_InstModification"))
    #expect(alert.property("SourceInstance")?.embeddedClass == "*")
  }

  @Test func methodsHaveTheirParametersInTheOrderOfTheMOF() throws {
    let method = try #require(schema.cimClass("CIM_PowerManagementService")?.method("RequestPowerStateChange"))
    #expect(method.returnType == .uint32)
    #expect(method.parameters.map(\.name) == ["PowerState", "ManagedElement", "Time", "Job", "TimeoutPeriod"])
    #expect(method.parameters.map(\.isInput) == [true, true, true, false, true])
    #expect(method.parameters.map(\.isOutput) == [false, false, false, true, false])
    #expect(method.parameter("job")?.referenceClass == "CIM_ConcreteJob")
    #expect(method.returnValueMap?.value(named: "Busy") == "4099")
    let inherited = schema.cimClass("CIM_Fan")?.methods.map(\.name) ?? []
    #expect(inherited.contains("SetSpeed") && inherited.contains("RequestStateChange"))
  }

  @Test func bytesThatAreNoTableAreRefused() {
    #expect(throws: SchemaError.notATable) { try CIMSchema.load(Array("something else\n".utf8)) }
    #expect(throws: SchemaError.duplicateClass("cim_a", line: 3)) {
      try CIMSchema.load(Array("# Lantern schema table 1\nC\tCIM_A\t-\t-\nC\tCIM_A\t-\t-\n".utf8))
    }
  }

  @Test func everyClassCanBeRead() throws {
    for name in schema.classNames {
      let cimClass = try #require(schema.cimClass(name))
      for property in cimClass.properties where property.type == .reference {
        let target = try #require(property.referenceClass)
        #expect(schema.cimClass(target) != nil, "\(cimClass.name).\(property.name) points to \(target)")
      }
    }
  }
}
