import LanternTesting
import Model
import Testing

@testable import WSManagement

@Suite("Association filters") struct AssociationFilterTests {
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
    for more in [
      "<wsmb:Object>\(system)</wsmb:Object>", "<wsmb:Role>a</wsmb:Role><wsmb:Role>a</wsmb:Role>", "<wsmb:Colour/>",
    ] {
      #expect(instances(more).fault == "wsen:CannotProcessFilter")
    }
    let many = String(repeating: "<wsmb:IncludeResultProperty>a</wsmb:IncludeResultProperty>", count: 257)
    #expect(instances(many).fault == "wsen:CannotProcessFilter")
  }

  @Test("A name that is too long for a property is refused, and not passed over") func longNames() {
    func chosen(_ count: Int) -> Response {
      let name = String(repeating: "n", count: count)
      return instances("<wsmb:IncludeResultProperty>\(name)</wsmb:IncludeResultProperty>")
    }
    #expect(chosen(256).status == 200)
    #expect(chosen(257).fault == "wsen:CannotProcessFilter")
    #expect(chosen(257).reason?.hasSuffix("wsmb:IncludeResultProperty has more than the 256 octets allowed.") == true)
  }

  @Test("Chosen properties come in fragments, of each class what it has") func properties() {
    let fan = instances(
      "<wsmb:ResultClassName>CIM_Fan</wsmb:ResultClassName>"
        + "<wsmb:IncludeResultProperty>deviceid</wsmb:IncludeResultProperty>"
        + "<wsmb:IncludeResultProperty> VariableSpeed </wsmb:IncludeResultProperty>"
        + "<wsmb:IncludeResultProperty>Nonsense</wsmb:IncludeResultProperty>")
    #expect(
      fan.content("wsman:Items")
        == "<wsman:XmlFragment><p:DeviceID>fan1</p:DeviceID><p:VariableSpeed>false</p:VariableSpeed></wsman:XmlFragment>"
    )
    let devices = instances(
      "<wsmb:AssociationClassName>CIM_SystemDevice</wsmb:AssociationClassName>"
        + "<wsmb:IncludeResultProperty>CurrentReading</wsmb:IncludeResultProperty>")
    #expect(
      devices.content("wsman:Items")
        == "<wsman:XmlFragment><p:CurrentReading>4200</p:CurrentReading></wsman:XmlFragment>"
        + "<wsman:XmlFragment><p:CurrentReading>20</p:CurrentReading></wsman:XmlFragment>"
        + "<wsman:XmlFragment><p:CurrentReading>30</p:CurrentReading></wsman:XmlFragment>"
        + "<wsman:XmlFragment xsi:nil=\"true\"></wsman:XmlFragment>")
    let reference = associations(
      "<wsmb:ResultClassName>CIM_AssociatedPowerManagementService</wsmb:ResultClassName>"
        + "<wsmb:IncludeResultProperty>PowerState</wsmb:IncludeResultProperty>")
    #expect(
      reference.content("wsman:Items") == "<wsman:XmlFragment><p:PowerState>2</p:PowerState></wsman:XmlFragment>")
  }

  @Test("An instance around by two associations comes once") func once() {
    let client = Client()
    let fan = Request.reference("CIM_Fan", [("DeviceID", "fan1")])
    let found = client.send(
      .associated("<wsmb:AssociatedInstances><wsmb:Object>\(fan)</wsmb:Object></wsmb:AssociatedInstances>"))
    #expect(found.content("wsman:Items")?.components(after: "_ComputerSystem>").count == 2)
  }

  @Test("Pulls go on along the associations") func pulls() throws {
    let client = Client()
    var request = Request.associated(
      "<wsmb:AssociatedInstances><wsmb:Object>\(system)</wsmb:Object>"
        + "<wsmb:ResultClassName>CIM_Sensor</wsmb:ResultClassName></wsmb:AssociatedInstances>")
    request.body = request.body.replacing("<wsman:OptimizeEnumeration/>", with: "")
    let context = try #require(client.send(request).context)
    let one = "<wsman:MaxElements>1</wsman:MaxElements>"
    #expect(client.send(.pull(context, one)).contents("p:DeviceID") == ["tach1"])
    client.store.remove([ObjectID(.sensor, "tach1"), ObjectID(.sensor, "t1")])
    let last = client.send(.pull(context, one))
    #expect(last.contents("p:DeviceID") == ["t2"])
    #expect(last.context == nil)
  }

  @Test("An association filter needs all classes") func resourceURI() {
    var request = Request.associated(
      "<wsmb:AssociatedInstances><wsmb:Object>\(system)</wsmb:Object></wsmb:AssociatedInstances>")
    request.resource = Machine.cimPrefix + "CIM_Fan"
    #expect(Client().send(request).fault == "wsen:CannotProcessFilter")
    request.resource = QueryFilterTests.wmi
    #expect(Client().send(request).status == 200)
  }
}
