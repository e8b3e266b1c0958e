import Model
import Testing

@testable import WSManagement

/// One whole answer of each kind, byte by byte. What these look like is what thirteen clients were tried with.
@Suite("Answers, byte by byte") struct GoldenTests {
  private static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
  private static let start =
    "<a:Envelope xmlns:a=\"http://www.w3.org/2003/05/soap-envelope\""
    + " xmlns:wsa=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\""
    + " xmlns:wsman=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\""
    + " xmlns:wsen=\"http://schemas.xmlsoap.org/ws/2004/09/enumeration\""
  private static let values =
    " xmlns:cim=\"http://schemas.dmtf.org/wbem/wscim/1/common\""
    + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""

  private func envelope(
    _ action: String, classes: [String] = [], namespaces: String = "", resource: String, number: Int = 1, body: String
  ) -> String {
    let declared = classes.enumerated().map { number, name in
      " xmlns:p\(number == 0 ? "" : String(number))=\"\(Machine.cimPrefix)\(name)\""
    }.joined()
    return Self.declaration + Self.start + declared + Self.values + namespaces
      + "><a:Header><wsa:To>\(Request.anonymous)</wsa:To><wsa:RelatesTo>uuid:1</wsa:RelatesTo>"
      + "<wsa:Action>\(action)</wsa:Action>"
      + "<wsa:MessageID>uuid:01020304-0506-4070-8000-00000000000\(number)</wsa:MessageID>"
      + "<wsman:ResourceURI>\(resource)</wsman:ResourceURI></a:Header><a:Body>\(body)</a:Body></a:Envelope>"
  }

  private func reference(_ className: String, _ selectors: [(String, String)]) -> String {
    "<wsa:EndpointReference>\(Request.reference(className, selectors))</wsa:EndpointReference>"
  }

  private let fanKeys = [
    ("CreationClassName", "CIM_Fan"), ("DeviceID", "fan1"), ("SystemCreationClassName", "CIM_ComputerSystem"),
    ("SystemName", "ManagedSystem"),
  ]

  @Test("Get") func get() throws {
    let response = Client().send(.get("CIM_SoftwareIdentity"))
    let body = try #require(response.body)
    #expect(response.status == 200)
    #expect(response.contentType == "application/soap+xml;charset=UTF-8")
    #expect(
      response.text
        == envelope(
          Request.transfer + "GetResponse", classes: ["CIM_SoftwareIdentity"],
          resource: Machine.cimPrefix + "CIM_SoftwareIdentity", body: body))
    // Properties ascend, text is escaped, times have a child, and there is no attribute and no white space.
    #expect(body.hasPrefix("<p:CIM_SoftwareIdentity><p:"))
    #expect(body.hasSuffix("</p:CIM_SoftwareIdentity>"))
    #expect(body.contains("<p:VersionString>&lt;1.0&gt;</p:VersionString>"))
    #expect(body.contains("<p:ReleaseDate><cim:Datetime>2023-11-14T22:13:20Z</cim:Datetime></p:ReleaseDate>"))
    #expect(!body.contains(" ") || body.contains("BIOS"))
    let names = body.components(after: "<p:").map { String($0.prefix { $0 != ">" }) }.dropFirst()
    #expect(names.elementsEqual(names.sorted()))
    #expect(!body.contains("/>"))
  }

  @Test("Enumerate") func enumerate() {
    #expect(
      Client().send(.enumerate("CIM_Fan")).text
        == envelope(
          Request.enumeration + "EnumerateResponse", resource: Machine.cimPrefix + "CIM_Fan",
          body: "<wsen:EnumerateResponse><wsen:EnumerationContext>090a0b0c0d0e0f101112131415161718"
            + "</wsen:EnumerationContext></wsen:EnumerateResponse>"))
  }

  @Test("Enumerate, optimized and complete") func optimized() throws {
    let client = Client()
    let fan = try #require(client.send(.get("CIM_Fan")).body)
    #expect(
      client.send(.enumerate("CIM_Fan", "<wsman:OptimizeEnumeration/>")).text
        == envelope(
          Request.enumeration + "EnumerateResponse", classes: ["CIM_Fan"], resource: Machine.cimPrefix + "CIM_Fan",
          number: 2,
          body: "<wsen:EnumerateResponse><wsen:EnumerationContext></wsen:EnumerationContext>"
            + "<wsman:Items>\(fan)</wsman:Items><wsman:EndOfSequence></wsman:EndOfSequence>"
            + "</wsen:EnumerateResponse>"))
  }

  @Test("Enumerate, with references") func references() {
    #expect(
      Client().send(
        .enumerate(
          "CIM_Fan", "<wsman:OptimizeEnumeration/><wsman:EnumerationMode>EnumerateEPR</wsman:EnumerationMode>")
      ).text
        == envelope(
          Request.enumeration + "EnumerateResponse", resource: Machine.cimPrefix + "CIM_Fan",
          body: "<wsen:EnumerateResponse><wsen:EnumerationContext></wsen:EnumerationContext><wsman:Items>"
            + reference("CIM_Fan", fanKeys)
            + "</wsman:Items><wsman:EndOfSequence></wsman:EndOfSequence></wsen:EnumerateResponse>"))
  }

  @Test("Enumerate, with objects and references") func both() throws {
    let client = Client()
    let fan = try #require(client.send(.get("CIM_Fan")).body)
    let mode = "<wsman:EnumerationMode>EnumerateObjectAndEPR</wsman:EnumerationMode>"
    #expect(
      client.send(.enumerate("CIM_Fan", "<wsman:OptimizeEnumeration/>\(mode)")).text
        == envelope(
          Request.enumeration + "EnumerateResponse", classes: ["CIM_Fan"], resource: Machine.cimPrefix + "CIM_Fan",
          number: 2,
          body: "<wsen:EnumerateResponse><wsen:EnumerationContext></wsen:EnumerationContext><wsman:Items>"
            + "<wsman:Item>\(fan)\(reference("CIM_Fan", fanKeys))</wsman:Item>"
            + "</wsman:Items><wsman:EndOfSequence></wsman:EndOfSequence></wsen:EnumerateResponse>"))
  }

  @Test("Pull, the last one") func pull() throws {
    let client = Client()
    let fan = try #require(client.send(.get("CIM_Fan")).body)
    let context = try #require(client.send(.enumerate("CIM_Fan")).context)
    #expect(
      client.send(.pull(context, "", "CIM_Fan")).text
        == envelope(
          Request.enumeration + "PullResponse", classes: ["CIM_Fan"], resource: Machine.cimPrefix + "CIM_Fan",
          number: 3,
          body: "<wsen:PullResponse><wsen:Items>\(fan)</wsen:Items><wsen:EndOfSequence></wsen:EndOfSequence>"
            + "</wsen:PullResponse>"))
  }

  @Test("Release") func release() throws {
    let client = Client()
    let context = try #require(client.send(.enumerate("CIM_Sensor")).context)
    #expect(
      client.send(.release(context)).text
        == envelope(
          Request.enumeration + "ReleaseResponse", resource: Machine.cimPrefix + "CIM_Sensor", number: 2, body: ""))
  }

  @Test("Invoke") func invoke() throws {
    let client = Client()
    let pending = try client.command(.power(8))
    let uri = Machine.cimPrefix + "CIM_PowerManagementService"
    #expect(
      client.finish(pending, .accepted).text
        == envelope(
          uri + "/RequestPowerStateChangeResponse", classes: ["CIM_PowerManagementService"], resource: uri,
          body: "<p:RequestPowerStateChange_OUTPUT><p:ReturnValue>0</p:ReturnValue>"
            + "</p:RequestPowerStateChange_OUTPUT>"))
  }

  @Test("A fault") func fault() {
    let response = Client().send(.get("CIM_Nonsense"))
    #expect(response.status == 400)
    #expect(
      response.text
        == envelope(
          "http://schemas.xmlsoap.org/ws/2004/08/addressing/fault",
          namespaces: " xmlns:wxf=\"http://schemas.xmlsoap.org/ws/2004/09/transfer\""
            + " xmlns:wse=\"http://schemas.xmlsoap.org/ws/2004/08/eventing\""
            + " xmlns:wsmb=\"http://schemas.dmtf.org/wbem/wsman/1/cimbinding.xsd\"",
          resource: Machine.cimPrefix + "CIM_Nonsense",
          body: "<a:Fault><a:Code><a:Value>a:Sender</a:Value><a:Subcode><a:Value>wsa:DestinationUnreachable</a:Value>"
            + "</a:Subcode></a:Code><a:Reason><a:Text xml:lang=\"en-US\">There is no class with the resource URI "
            + "\(Machine.cimPrefix)CIM_Nonsense.</a:Text></a:Reason><a:Detail><wsman:FaultDetail>"
            + "http://schemas.dmtf.org/wbem/wsman/1/wsman/faultDetail/InvalidResourceURI</wsman:FaultDetail>"
            + "</a:Detail></a:Fault>"))
  }

  @Test("Identify") func identify() {
    let request =
      "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\""
      + " xmlns:wsmid=\"http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd\">"
      + "<s:Header/><s:Body><wsmid:Identify/></s:Body></s:Envelope>"
    let profile = "http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/"
    #expect(
      Client().send(request).text
        == Self.declaration + Self.start + Self.values
        + " xmlns:wsmid=\"http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd\""
        + " xmlns:dash=\"http://schemas.dmtf.org/wbem/dash/1/dash.xsd\"><a:Header></a:Header><a:Body>"
        + "<wsmid:IdentifyResponse>"
        + "<wsmid:ProtocolVersion>http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd</wsmid:ProtocolVersion>"
        + "<wsmid:ProductVendor>Maker &amp; Sons</wsmid:ProductVendor>"
        + "<wsmid:ProductVersion>1.2</wsmid:ProductVersion><dash:DASHVersion>1.1.0</dash:DASHVersion>"
        + "<wsmid:SecurityProfiles><wsmid:SecurityProfileName>\(profile)http/digest</wsmid:SecurityProfileName>"
        + "<wsmid:SecurityProfileName>\(profile)https/basic</wsmid:SecurityProfileName></wsmid:SecurityProfiles>"
        + "<wsmid:AddressingVersionURI>http://schemas.xmlsoap.org/ws/2004/08/addressing</wsmid:AddressingVersionURI>"
        + "</wsmid:IdentifyResponse></a:Body></a:Envelope>")
  }
}
