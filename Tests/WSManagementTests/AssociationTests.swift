import LanternTesting
import Model
import Testing

@testable import WSManagement

@Suite("Association queries") struct AssociationTests {
  private let system = Request.reference(
    "CIM_ComputerSystem", [("CreationClassName", "CIM_ComputerSystem"), ("Name", "ManagedSystem")])

  private func instances(_ conditions: String, of object: String? = nil) -> Response {
    Client().send(
      .associated(
        "<wsmb:AssociatedInstances><wsmb:Object>\(object ?? system)</wsmb:Object>\(conditions)"
          + "</wsmb:AssociatedInstances>"))
  }

  private func associations(_ conditions: String) -> Response {
    Client().send(
      .associated(
        "<wsmb:AssociationInstances><wsmb:Object>\(system)</wsmb:Object>\(conditions)</wsmb:AssociationInstances>"))
  }

  /// The class of every item, by the prefixes that the envelope declares.
  private func classes(_ response: Response) -> Set<String> {
    let mark = "\"\(Machine.cimPrefix)"
    let head = response.text.prefix(upTo: response.text.firstRange(of: "<a:Header>")!.lowerBound)
    return Set(String(head).components(after: mark).map { String($0.prefix { $0 != "\"" }) })
  }

  @Test("From the system to its power management, as dashcli asks") func power() {
    let response = instances(
      "<wsmb:AssociationClassName>CIM_AssociatedPowerManagementService</wsmb:AssociationClassName>"
        + "<wsmb:Role>UserOfService</wsmb:Role>"
        + "<wsmb:ResultClassName>CIM_PowerManagementService</wsmb:ResultClassName>"
        + "<wsmb:ResultRole>ServiceProvided</wsmb:ResultRole>")
    #expect(classes(response) == ["CIM_PowerManagementService"])
    #expect(response.text.contains("<wsman:EndOfSequence>"))
  }

  @Test("A superclass as result matches its subclasses") func resultClass() {
    let response = instances("<wsmb:ResultClassName>CIM_Sensor</wsmb:ResultClassName>")
    #expect(response.contents("p:CIM_NumericSensor").count == 3)
    #expect(classes(response) == ["CIM_NumericSensor"])
  }

  @Test("A superclass as association matches its subclasses") func associationClass() {
    let response = instances(
      "<wsmb:AssociationClassName>CIM_ServiceAvailableToElement</wsmb:AssociationClassName>")
    #expect(classes(response) == ["CIM_PowerManagementService"])
  }

  @Test("Everything around an instance, each class under its own prefix") func everything() {
    let found = classes(instances(""))
    #expect(found.isSuperset(of: ["CIM_NumericSensor", "CIM_Fan", "CIM_SoftwareIdentity", "CIM_RegisteredProfile"]))
  }

  @Test("Roles that do not fit find nothing") func wrongRoles() {
    for condition in [
      "<wsmb:Role>ServiceProvided</wsmb:Role><wsmb:AssociationClassName>CIM_AssociatedPowerManagementService"
        + "</wsmb:AssociationClassName>",
      "<wsmb:Role>Nonsense</wsmb:Role>", "<wsmb:ResultRole>Nonsense</wsmb:ResultRole>",
      "<wsmb:ResultClassName>CIM_Nonsense</wsmb:ResultClassName>",
      "<wsmb:AssociationClassName>CIM_Nonsense</wsmb:AssociationClassName>",
    ] {
      let response = instances(condition)
      #expect(response.status == 200)
      #expect(response.content("wsman:Items") == "")
    }
  }

  @Test("The associations themselves") func references() {
    let response = associations(
      "<wsmb:Role>UserOfService</wsmb:Role>"
        + "<wsmb:ResultClassName>CIM_AssociatedPowerManagementService</wsmb:ResultClassName>")
    #expect(classes(response) == ["CIM_AssociatedPowerManagementService"])
    #expect(response.content("p:PowerState") == "2")
    #expect(classes(associations("")).contains("CIM_SystemDevice"))
    #expect(associations("<wsmb:Role>ServiceProvided</wsmb:Role>").content("wsman:Items") == "")
  }

  @Test("With references, without optimizing, on the other URI, in the old dialect, in any case") func forms() throws {
    let query =
      "<wsmb:AssociatedInstances><wsmb:Object><wsa:EndpointReference>\(system)</wsa:EndpointReference></wsmb:Object>"
      + "<wsmb:ResultClassName> cim_fan </wsmb:ResultClassName></wsmb:AssociatedInstances>"
    for uri in [Request.allClasses, Machine.cimPrefix + "*"] {
      for dialect in [
        "http://schemas.dmtf.org/wbem/wsman/1/cimbinding/AssociationFilter",
        "http://schemas.dmtf.org/wsman/cimbinding/associationFilter",
      ] {
        for element in ["wsman:Filter", "wsen:Filter"] {
          let client = Client()
          let context = try #require(
            client.send(
              .enumerate(
                uri: uri,
                "<\(element) Dialect='\(dialect)'>\n\(query)\n</\(element)>"
                  + "<wsman:EnumerationMode>EnumerateObjectAndEPR</wsman:EnumerationMode>")
            ).context)
          let items = client.send(.pull(context)).contents("wsman:Item")
          #expect(items.count == 1)
          #expect(items.first?.contains("<p:DeviceID>fan1</p:DeviceID>") == true)
          #expect(items.first?.hasSuffix("</wsa:EndpointReference>") == true)
        }
      }
    }
  }

  @Test("An object that is not there has no associations") func unknownObject() {
    for object in [
      Request.reference("CIM_ComputerSystem", [("Name", "other")]), Request.reference("CIM_Nonsense", [("Name", "x")]),
      Request.reference("CIM_ComputerSystem", [("CreationClassName", "CIM_ComputerSystem,Name=ManagedSystem")]),
    ] {
      #expect(instances("", of: object).content("wsman:Items") == "")
    }
  }

  @Test("What cannot be a query, in the code that clients look for") func faults() {
    for object in [
      "", "<wsa:Address>urn:x</wsa:Address>", Request.reference("CIM_ComputerSystem", []),
      Request.reference("CIM_NumericSensor", [("SystemName", "ManagedSystem")]),
      Request.reference("CIM_Fan", [("Speed", "1")]),
    ] {
      #expect(instances("", of: object).fault == "wsen:CannotProcessFilter")
    }
    for query in [
      "", "text", "<wsmb:Nonsense/>", "<wsmb:AssociatedInstances/>",
      "text<wsmb:AssociatedInstances><wsmb:Object>\(system)</wsmb:Object></wsmb:AssociatedInstances>",
    ] {
      #expect(Client().send(.associated(query)).fault == "wsen:CannotProcessFilter")
    }
    let property = "<wsmb:IncludeResultProperty>ElementName</wsmb:IncludeResultProperty>"
    #expect(instances(property).fault == "wsen:CannotProcessFilter")
  }

  @Test("An association filter needs all classes, and they need a filter") func resourceURI() {
    let query = Request.associated(
      "<wsmb:AssociatedInstances><wsmb:Object>\(system)</wsmb:Object></wsmb:AssociatedInstances>")
    var request = query
    request.resource = Machine.cimPrefix + "CIM_Fan"
    #expect(Client().send(request).fault == "wsen:CannotProcessFilter")
    #expect(
      Client().send(.enumerate(uri: Request.allClasses)).fault == "wsman:UnsupportedFeature/FilteringRequired")
  }

  @Test("A dialect that is not spoken is answered with those that are") func dialects() {
    let response = Client().send(
      .enumerate(uri: Request.allClasses, "<wsman:Filter Dialect='urn:odd'>x</wsman:Filter>"))
    #expect(response.fault == "wsen:FilterDialectRequestedUnavailable")
    #expect(response.content("wsa:Action") == "http://schemas.xmlsoap.org/ws/2004/09/enumeration/fault")
    #expect(
      response.content("wsen:SupportedDialect")
        == "http://schemas.dmtf.org/wbem/wsman/1/cimbinding/associationFilter")
  }
}
