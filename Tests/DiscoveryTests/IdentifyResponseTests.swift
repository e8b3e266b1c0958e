import Testing

@testable import Discovery

struct IdentifyResponseTests {
  private func read(_ body: String, wsmid: String = "http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd")
    -> IdentifyResponse?
  {
    let text =
      #"<?xml version="1.0"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:w="\#(wsmid)" "#
      + #"xmlns:d="http://schemas.dmtf.org/wbem/dash/1/dash.xsd"><s:Header/><s:Body>\#(body)</s:Body></s:Envelope>"#
    return IdentifyResponse(Array(text.utf8))
  }

  @Test func everythingADASHServiceSaysIsRead() throws {
    let response = try #require(
      read(
        """
        <w:IdentifyResponse>
          <w:ProtocolVersion>http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd</w:ProtocolVersion>
          <w:ProductVendor> Dash Project </w:ProductVendor><w:ProductVersion>1.0.0</w:ProductVersion>
          <d:DASHVersion>1.1.0</d:DASHVersion>
          <w:SecurityProfiles>
            <w:SecurityProfileName>http://schemas.dmtf.org/wbem/wsman/1/wsman/secprofile/https/digest</w:SecurityProfileName>
            <w:SecurityProfileName>urn:other</w:SecurityProfileName>
          </w:SecurityProfiles>
        </w:IdentifyResponse>
        """))
    #expect(response.productVendor == "Dash Project")
    #expect(response.productVersion == "1.0.0")
    #expect(response.dashVersion == "1.1.0")
    #expect(response.protocolVersion == "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd")
    #expect(response.securityProfiles == ["https/digest", "urn:other"])
  }

  @Test func nothingNeedBeSaid() { #expect(read("<w:IdentifyResponse></w:IdentifyResponse>") == IdentifyResponse()) }

  @Test func otherNamespacesAreTaken() {
    let response = read("<s:IdentifyResponse><w:ProductVendor>V</w:ProductVendor></s:IdentifyResponse>", wsmid: "urn:x")
    #expect(response?.productVendor == "V")
  }

  @Test func textThatATerminalWouldActUponIsReplaced() {
    let text = "<w:IdentifyResponse><w:ProductVendor>a\u{9B}31m\u{202E}b&#9;c\nd</w:ProductVendor></w:IdentifyResponse>"
    #expect(read(text)?.productVendor == "a?31m?b?c?d")
  }

  @Test func textAndListsAreBounded() {
    let long = String(repeating: "x", count: 5000)
    let profile = "<w:SecurityProfileName>p</w:SecurityProfileName>"
    let response = read(
      "<w:IdentifyResponse><w:ProductVendor>\(long)</w:ProductVendor><w:SecurityProfiles>"
        + String(repeating: profile, count: 500) + "</w:SecurityProfiles></w:IdentifyResponse>")
    #expect(response?.productVendor?.count == 120)
    #expect(response?.securityProfiles.count == 16)
  }

  @Test(arguments: [
    "", "<html><body>hello</body></html>", "{}", "<s:Envelope xmlns:s='x'></s:Envelope>",
    "<s:Envelope xmlns:s='x'><s:Body></s:Body></s:Envelope>",
    "<s:Envelope xmlns:s='x'><s:Body><s:Fault></s:Fault></s:Body></s:Envelope>",
    "<!DOCTYPE x><s:Envelope xmlns:s='x'><s:Body><s:IdentifyResponse></s:IdentifyResponse></s:Body></s:Envelope>",
    "<s:Envelope xmlns:s='x'><s:Body><s:IdentifyResponse>",
  ])
  func whatIsNoAnswerToIdentify(text: String) { #expect(IdentifyResponse(Array(text.utf8)) == nil) }
}
