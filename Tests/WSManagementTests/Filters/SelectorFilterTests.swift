import Testing

@testable import WSManagement

@Suite("Selector filters") struct SelectorFilterTests {
  private func filtered(
    _ selectors: [(String, String)], by element: String = "wsman:Filter", _ className: String = "CIM_Sensor",
    _ options: String = ""
  ) -> Response {
    Client().send(
      .enumerate(
        className,
        "<wsman:OptimizeEnumeration/>\(options)<\(element) "
          + "Dialect=\"http://schemas.dmtf.org/wbem/wsman/1/wsman/SelectorFilter\">"
          + "\(selectors.isEmpty ? "<wsman:SelectorSet></wsman:SelectorSet>" : Request.selectorSet(selectors))</\(element)>"
      ))
  }

  private func names(_ response: Response) -> [String] { response.contents("p:DeviceID") }

  @Test("Keys and other properties have the values given, numbers by value") func values() {
    #expect(names(filtered([("DeviceID", "t1")])) == ["t1"])
    #expect(names(filtered([("deviceid", "t1"), ("SystemName", "ManagedSystem")])) == ["t1"])
    #expect(names(filtered([("SensorType", "2")])) == ["t1", "t2"])
    #expect(names(filtered([("SensorType", "002")], by: "wsen:Filter")) == ["t1", "t2"])
    #expect(names(filtered([("CurrentReading", "30")], "CIM_NumericSensor")) == ["t2"])
    #expect(names(filtered([])) == ["tach1", "t1", "t2"])
    #expect(names(filtered([("__cimnamespace", "root/cimv2"), ("DeviceID", "t2")])) == ["t2"])
  }

  @Test("What fits nothing is an empty sequence") func none() {
    for selectors in [[("DeviceID", "T1")], [("DeviceID", "t1"), ("SensorType", "5")]] {
      let response = filtered(selectors)
      #expect(response.content("wsman:Items") == "")
      #expect(response.text.contains("<wsman:EndOfSequence>"))
    }
  }

  @Test("All modes of enumerating go with it") func modes() {
    let both = "<wsman:EnumerationMode>EnumerateObjectAndEPR</wsman:EnumerationMode>"
    #expect(filtered([("DeviceID", "t1")], "CIM_Sensor", both).contents("wsman:Item").count == 1)
    let cast = "<wsmb:PolymorphismMode>ExcludeSubClassProperties</wsmb:PolymorphismMode>"
    #expect(filtered([("DeviceID", "t1")], "CIM_Sensor", cast).contents("p:CIM_Sensor").count == 1)
    let exact = "<wsmb:PolymorphismMode>None</wsmb:PolymorphismMode>"
    #expect(filtered([("DeviceID", "t1")], "CIM_Sensor", exact).content("wsman:Items") == "")
  }

  @Test("The offending selector is named") func faults() {
    for (selectors, word) in [
      ([("Nonsense", "1")], "CIM_Sensor has no property Nonsense."), ([("CurrentReading", "1")], "CurrentReading"),
      ([("SensorType", "warm")], "warm"), ([("DeviceID", "a"), ("DeviceID", "b")], "twice"),
      ([("__cimnamespace", "root/other")], "root/other"), ([("OperationalStatus", "2")], "OperationalStatus"),
    ] {
      let response = filtered(selectors)
      #expect(response.status == 400)
      #expect(response.fault == "wsen:CannotProcessFilter")
      #expect(response.reason?.contains(word) == true, "\(response.reason ?? "")")
    }
  }

  @Test("What an enumeration would have to keep is bounded") func long() {
    #expect(filtered([("ElementName", String(repeating: "x", count: 8000))]).status == 200)
    let response = filtered([("ElementName", String(repeating: "x", count: 8192))])
    #expect(response.fault == "wsen:CannotProcessFilter")
    #expect(response.reason == "The selectors of the filter have 8203 octets, more than the 8192 allowed.")
  }
}
