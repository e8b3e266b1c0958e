import LanternTesting
import Model
import Testing

@testable import WSManagement

@Suite("Polymorphism modes") struct PolymorphismTests {
  /// Two numeric sensors and one that is not.
  private let client = Client(
    Machine.contents + [.sensor(sampleDiscreteSensor("lid", states: [DiscreteState(name: "Open", health: .critical)]))])
  private let optimize = "<wsman:OptimizeEnumeration/>"
  private let both = "<wsman:EnumerationMode>EnumerateObjectAndEPR</wsman:EnumerationMode>"

  private func enumerate(_ mode: String?, _ className: String = "CIM_Sensor", _ options: String = "") -> Response {
    let mode = mode.map { "<wsmb:PolymorphismMode>\($0)</wsmb:PolymorphismMode>" } ?? ""
    return client.send(.enumerate(className, optimize + mode + options))
  }

  @Test(
    "Subclasses come as what they are", arguments: [nil, "IncludeSubClassProperties", " IncludeSubClassProperties\n"])
  func include(mode: String?) {
    let response = enumerate(mode)
    #expect(response.contents("p:CIM_NumericSensor").count == 3)
    #expect(response.contents("p1:CIM_Sensor").count == 1)
    #expect(response.contents("p:CurrentReading").count == 3)
  }

  @Test("Subclasses come as instances of the class, with its properties") func exclude() {
    let response = enumerate("ExcludeSubClassProperties")
    #expect(response.text.contains(" xmlns:p=\"\(Machine.cimPrefix)CIM_Sensor\""))
    #expect(!response.text.contains("CIM_NumericSensor\""))
    #expect(response.contents("p:CIM_Sensor").count == 4)
    #expect(response.contents("p:DeviceID") == ["tach1", "t1", "t2", "lid"])
    #expect(!response.text.contains("CurrentReading"))
    #expect(!response.text.contains("BaseUnits"))
    #expect(response.contents("p:CreationClassName").filter { $0 == "CIM_NumericSensor" }.count == 3)
  }

  @Test("References name the class that an instance really has") func references() {
    let response = enumerate("ExcludeSubClassProperties", "CIM_Sensor", both)
    let items = response.contents("wsman:Item")
    #expect(items.count == 4)
    #expect(items[0].hasPrefix("<p:CIM_Sensor>"))
    #expect(items[0].contains("<wsman:ResourceURI>\(Machine.cimPrefix)CIM_NumericSensor</wsman:ResourceURI>"))
    #expect(items[3].contains("<wsman:ResourceURI>\(Machine.cimPrefix)CIM_Sensor</wsman:ResourceURI>"))
  }

  @Test("Subclasses are left out") func none() {
    let response = enumerate("None")
    #expect(response.contents("p:CIM_Sensor").count == 1)
    #expect(response.contents("p:DeviceID") == ["lid"])
    #expect(enumerate("None", "CIM_LogicalDevice").content("wsman:Items") == "")
    #expect(enumerate("None", "CIM_NumericSensor").contents("p:CIM_NumericSensor").count == 3)
  }

  @Test("Associations have subclasses too") func associations() {
    let cast = enumerate("ExcludeSubClassProperties", "CIM_ServiceAvailableToElement")
    #expect(cast.contents("p:CIM_ServiceAvailableToElement").count == 1)
    #expect(!cast.text.contains("PowerState>"))
    #expect(cast.text.contains("<p:ServiceProvided>"))
    #expect(enumerate("None", "CIM_ServiceAvailableToElement").content("wsman:Items") == "")
  }

  @Test("The mode lasts for the whole enumeration") func pull() throws {
    let mode = "<wsmb:PolymorphismMode>ExcludeSubClassProperties</wsmb:PolymorphismMode>"
    var context = try #require(client.send(.enumerate("CIM_Sensor", mode)).context)
    var count = 0
    while true {
      let response = client.send(.pull(context, "<wsman:MaxElements>3</wsman:MaxElements>"))
      count += response.contents("p:CIM_Sensor").count
      guard let next = response.context else { break }
      context = next
    }
    #expect(count == 4)
  }

  @Test("An instance is kept once as what it is, and once for every class it was shown as") func cache() {
    let whole = enumerate(nil).content("wsman:Items")
    let cast = enumerate("ExcludeSubClassProperties").content("wsman:Items")
    for _ in 0..<2 {
      #expect(enumerate(nil).content("wsman:Items") == whole)
      #expect(enumerate("ExcludeSubClassProperties").content("wsman:Items") == cast)
      #expect(enumerate("ExcludeSubClassProperties", "CIM_LogicalDevice").contents("p:CIM_LogicalDevice").count == 5)
    }
  }

  @Test("What is no mode", arguments: ["All", "", "Include", "none"]) func unknown(mode: String) {
    let response = enumerate(mode)
    #expect(response.status == 400)
    #expect(response.fault == "wsmb:PolymorphismModeNotSupported")
    #expect(response.reason?.hasPrefix("wsmb:PolymorphismMode is ") == true)
    #expect(response.content("wsa:Action") == "http://schemas.dmtf.org/wbem/wsman/1/cimbinding/fault")
  }

  @Test("All classes together know only the first", arguments: ["ExcludeSubClassProperties", "None"])
  func allClasses(mode: String) {
    let element = "<wsmb:PolymorphismMode>\(mode)</wsmb:PolymorphismMode>"
    let response = client.send(.enumerate(uri: Request.allClasses, element))
    #expect(response.fault == "wsmb:PolymorphismModeNotSupported")
    #expect(response.reason?.contains(mode) == true)
  }
}
