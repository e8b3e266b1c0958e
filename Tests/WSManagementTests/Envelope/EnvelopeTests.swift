import Testing

@testable import WSManagement

@Suite("Envelopes, good and bad") struct EnvelopeTests {
  @Test(
    "What is no XML, or hostile XML, is the sender's fault",
    arguments: [
      "", "hello", "<a>", "<?xml version='1.0'?>", "<!DOCTYPE x><x/>",
      "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><x>&b;</x>", "<x>\0</x>", "<x/>",
    ]) func malformed(text: String)
  {
    let response = Client().send(text)
    #expect(response.status == 400)
    #expect(response.fault == "wsman:SchemaValidationError")
    #expect(!response.text.contains("RelatesTo"))
  }

  @Test("The reason says where") func place() {
    #expect(Client().send("<x>\n</y>").reason?.contains("line 2") == true)
  }

  @Test("What passes a bound is a limit, not a mistake") func limits() {
    let deep = String(repeating: "<x>", count: 1000)
    #expect(Client().send(deep).fault == "wsman:EncodingLimit")
    let attributes = (0..<10_000).map { " a\($0)=''" }.joined()
    #expect(Client().send("<x\(attributes)/>").fault == "wsman:EncodingLimit")
    let large = "<x>\(String(repeating: "x", count: 2 << 20))</x>"
    #expect(Client().send(large).fault == "wsman:EncodingLimit/ServiceEnvelopeLimit")
  }

  @Test("Other versions of SOAP are told which one is spoken") func version() {
    let response = Client().send(
      "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body/></s:Envelope>")
    #expect(response.status == 500)
    #expect(response.fault == "a:VersionMismatch")
    #expect(
      response.text.contains(
        "<a:Upgrade><a:SupportedEnvelope qname=\"a:Envelope\"></a:SupportedEnvelope></a:Upgrade>"))
  }

  @Test("An envelope without a body, or without a header") func parts() {
    let start = "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'>"
    #expect(Client().send(start + "</s:Envelope>").fault == "wsman:SchemaValidationError")
    #expect(Client().send(start + "<s:Body/></s:Envelope>").fault == "wsa:MessageInformationHeaderRequired")
  }

  @Test("White space between elements is nothing") func whiteSpace() {
    let spaced = Request.get("CIM_Fan", [("DeviceID", "fan1")]).text
      .replacing("><", with: ">\n  <").replacing(">http", with: ">\n http").replacing("</wsa:A", with: "\n</wsa:A")
    #expect(Client().send(spaced).content("p:DeviceID") == "fan1")
  }

  @Test("UTF-16 is answered in UTF-16 of the same byte order") func utf16() {
    for isBig in [false, true] {
      var bytes: [UInt8] = []
      for unit in "\u{FEFF}\(Request.get("CIM_Fan").text.replacing("UTF-8", with: "UTF-16"))".utf16 {
        let (low, high) = (UInt8(unit & 0xFF), UInt8(unit >> 8))
        bytes += isBig ? [high, low] : [low, high]
      }
      let client = Client()
      client.contentType = "application/soap+xml; charset=\"utf-16\""
      guard case .answer(let answer) = client.handle(bytes) else { return }
      #expect(answer.status == 200)
      #expect(answer.contentType == "application/soap+xml;charset=UTF-16")
      #expect(answer.body.prefix(2) == (isBig ? [0xFE, 0xFF] : [0xFF, 0xFE]))
      let units = stride(from: 2, to: answer.body.count, by: 2).map { place in
        let (first, second) = (UInt16(answer.body[place]), UInt16(answer.body[place + 1]))
        return isBig ? first << 8 | second : second << 8 | first
      }
      let text = String(decoding: units, as: UTF16.self)
      #expect(text.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-16\"?><a:Envelope"))
      #expect(text.contains("<p:DeviceID>fan1</p:DeviceID>"))
    }
  }

  @Test(
    "The charset may be written in many ways",
    arguments: [
      nil, "application/soap+xml", "application/soap+xml;charset=utf-8", "application/soap+xml; charset=\"UTF-8\"",
      "text/xml ; Charset = UTF-8 ; action=x", ";", "",
    ])
  func charset(contentType: String?) {
    let client = Client()
    client.contentType = contentType
    #expect(client.send(.get("CIM_Fan")).status == 200)
  }

  @Test("A charset that is not read") func unsupportedCharset() {
    let client = Client()
    client.contentType = "application/soap+xml;charset=Shift_JIS"
    #expect(client.send(.get("CIM_Fan")).fault == "wsman:EncodingLimit/CharacterSet")
  }

  @Test("Message ids never repeat") func messageIDs() {
    let client = Client()
    let ids = (0..<300).compactMap { _ in client.send(.get("CIM_Fan")).content("wsa:MessageID") }
    #expect(Set(ids).count == 300)
    #expect(ids.allSatisfy { $0.utf8.count == "uuid:01020304-0506-4070-8000-000000000001".utf8.count })
    #expect(ids[299].hasSuffix("-00000000012c"))
  }
}
