import Testing

@testable import WSManagement

@Suite("Identify") struct IdentifyTests {
  private func body(version: String) -> String {
    let profile = "http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/"
    return "<wsmid:IdentifyResponse><wsmid:ProtocolVersion>http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"
      + "</wsmid:ProtocolVersion><wsmid:ProductVendor>Maker &amp; Sons</wsmid:ProductVendor>"
      + "<wsmid:ProductVersion>\(version)</wsmid:ProductVersion><dash:DASHVersion>1.1.0</dash:DASHVersion>"
      + "<wsmid:SecurityProfiles><wsmid:SecurityProfileName>\(profile)http/digest</wsmid:SecurityProfileName>"
      + "<wsmid:SecurityProfileName>\(profile)https/basic</wsmid:SecurityProfileName></wsmid:SecurityProfiles>"
      + "<wsmid:AddressingVersionURI>http://schemas.xmlsoap.org/ws/2004/08/addressing</wsmid:AddressingVersionURI>"
      + "</wsmid:IdentifyResponse>"
  }

  @Test("Everything is told, in this order, without any addressing") func answer() {
    let response = Client().send(.identify())
    #expect(response.status == 200)
    #expect(response.body == body(version: "1.2"))
    #expect(response.content("a:Header") == "")
    #expect(
      response.text.contains(" xmlns:wsmid=\"http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd\""))
    #expect(response.text.contains(" xmlns:dash=\"http://schemas.dmtf.org/wbem/dash/1/dash.xsd\""))
  }

  @Test("Who has not authenticated hears the version up to its first dot") func anonymous() {
    let client = Client()
    client.user = nil
    #expect(client.send(.identify()).body == body(version: "1"))
  }

  @Test("The header may be missing") func noHeader() {
    let text = Request.identify().text.replacing("<s:Header></s:Header>", with: "")
    #expect(Client().send(text).body == body(version: "1.2"))
  }

  @Test("With the headers of other requests") func headers() {
    var identify = Request("urn:any", Machine.cimPrefix + "CIM_ComputerSystem")
    identify.body = Request.identify().body
    let response = Client().send(identify)
    #expect(response.status == 200)
    #expect(response.content("wsa:RelatesTo") == "uuid:1")
    #expect(!response.text.contains("<wsa:Action>"))
  }

  @Test("Headers that must be understood are, also here") func mustUnderstand() {
    var identify = Request.identify()
    identify.headers = "<x:N xmlns:x='urn:x' s:mustUnderstand='true'/>"
    #expect(Client().send(identify).fault == "a:MustUnderstand")
    identify.headers = "<wsman:MaxEnvelopeSize>100</wsman:MaxEnvelopeSize>"
    #expect(Client().send(identify).fault == "wsman:EncodingLimit/MinimumEnvelopeLimit")
  }
}
