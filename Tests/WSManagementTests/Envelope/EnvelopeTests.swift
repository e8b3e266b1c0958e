import Model
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

  @Test("The version comes before everything else, and the fault says which namespace to use") func versionReason() {
    let response = Client().send("<s:Envelope xmlns:s='urn:x'><s:Nonsense/></s:Envelope>")
    #expect(response.fault == "a:VersionMismatch")
    #expect(
      response.reason
        == "An envelope of the namespace urn:x is not served; use SOAP 1.2, http://www.w3.org/2003/05/soap-envelope.")
  }

  /// A Get with something else in the place of a part.
  private func changed(_ part: String, _ other: String) -> Response {
    Client().send(Request.get("CIM_Fan").text.replacing(part, with: other))
  }

  @Test(
    "What stands in the wrong place",
    arguments: [
      ("</s:Body>", "</s:Body><s:Body></s:Body>"), ("<s:Body>", "<s:Header></s:Header><s:Body>"),
      ("</s:Body>", "</s:Body><s:Header></s:Header>"), ("</s:Body>", "</s:Body><x xmlns='urn:x'/>"),
      ("<s:Header>", "<x xmlns='urn:x'/><s:Header>"), ("<s:Header>", "words<s:Header>"),
      ("<s:Header>", "<s:Header>words"), ("<s:Body>", "words<s:Body>"), ("</s:Body>", "</s:Body>words"),
      ("<s:Body>", "<s:Body>words"), ("<s:Body>", "<s:Body><x xmlns='urn:x'/><y xmlns='urn:x'/>"),
      ("</s:Body>", "<x xmlns='urn:x'/>words</s:Body>"),
    ]) func misplaced(part: String, other: String)
  {
    let response = changed(part, other)
    #expect(response.status == 400)
    #expect(response.fault == "wsman:SchemaValidationError")
    #expect(response.content("wsa:RelatesTo") == "uuid:1")
  }

  @Test("Comments are nothing; processing instructions are not allowed in SOAP") func comments() {
    #expect(changed("<s:Body>", "<!-- c --><s:Body><!-- c -->").status == 200)
    #expect(changed("<s:Body>", "<s:Body><?p i?>").fault == "wsman:SchemaValidationError")
  }

  @Test("An encoding of SOAP's own is not read") func encodingStyle() {
    for part in ["<s:Envelope", "<s:Body"] {
      let response = changed(part, part + " s:encodingStyle='http://www.w3.org/2003/05/soap-encoding'")
      #expect(response.fault == "wsman:EncodingLimit/EncodingType")
      let none = changed(part, part + " s:encodingStyle='http://www.w3.org/2003/05/soap-envelope/encoding/none'")
      #expect(none.status == 200)
    }
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

  private func utf16(_ text: String, isBig: Bool) -> [UInt8] {
    text.utf16.flatMap { unit in
      let (low, high) = (UInt8(unit & 0xFF), UInt8(unit >> 8))
      return isBig ? [high, low] : [low, high]
    }
  }

  private func text(_ bytes: [UInt8], isBig: Bool) -> String {
    let units = stride(from: 2, to: bytes.count, by: 2).map { place in
      let (first, second) = (UInt16(bytes[place]), UInt16(bytes[place + 1]))
      return isBig ? first << 8 | second : second << 8 | first
    }
    return String(decoding: units, as: UTF16.self)
  }

  @Test(
    "UTF-16 is answered in UTF-16 of the same byte order, with and without a byte order mark, faults too",
    arguments: [(false, true), (true, true), (false, false), (true, false)])
  func utf16(isBig: Bool, hasMark: Bool) throws {
    let client = Client()
    let get = Request.get("CIM_Fan").text.replacing("UTF-8", with: "UTF-16")
    for (sent, status, expected) in [
      (get, 200, "<p:DeviceID>fan1</p:DeviceID>"), (get.replacing("CIM_Fan", with: "CIM_Fön"), 400, "CIM_Fön"),
      (get.replacing("</s:Body>", with: ""), 400, "wsman:SchemaValidationError"),
      (get.replacing("soap-envelope", with: "soap"), 500, "a:VersionMismatch"),
    ] {
      for type in ["application/soap+xml; charset=\"utf-16\"", nil] {
        client.contentType = type
        let bytes = utf16((hasMark ? "\u{FEFF}" : "") + sent, isBig: isBig)
        guard case .answer(let answer) = client.handle(bytes) else { throw Client.NoCommand() }
        #expect(answer.status == status)
        #expect(answer.contentType == "application/soap+xml;charset=UTF-16")
        #expect(answer.body.prefix(2) == (isBig ? [0xFE, 0xFF] : [0xFF, 0xFE]))
        let text = text(answer.body, isBig: isBig)
        #expect(text.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-16\"?><a:Envelope"))
        #expect(text.contains(expected))
      }
    }
  }

  @Test("A limit counts octets as they are sent") func utf16Limit() throws {
    var limits = ServiceLimits()
    let bytes = utf16("\u{FEFF}" + Request.get("CIM_Fan").text.replacing("UTF-8", with: "UTF-16"), isBig: false)
    guard case .answer(let whole) = Client(limits: limits).handle(bytes) else { throw Client.NoCommand() }
    limits.answer = whole.body.count
    guard case .answer(let fits) = Client(limits: limits).handle(bytes) else { throw Client.NoCommand() }
    #expect(fits.status == 200)
    limits.answer -= 1
    guard case .answer(let fault) = Client(limits: limits).handle(bytes) else { throw Client.NoCommand() }
    #expect(text(fault.body, isBig: false).contains("faultDetail/MaxEnvelopeSize<"))
  }

  @Test("ISO 8859-1 is answered in it, other characters as references") func latin1() throws {
    let client = Client([.system(Machine.system)])
    client.contentType = "application/soap+xml;charset=ISO-8859-1"
    var request = Request.get("CIM_Fan", [("DeviceID", "\u{E9}&#x20AC;")])
    request.messageID = "\u{E9}"
    let bytes = request.text.unicodeScalars.map { UInt8($0.value) }
    guard case .answer(let answer) = client.handle(bytes) else { throw Client.NoCommand() }
    #expect(answer.status == 400)
    #expect(answer.contentType == "application/soap+xml;charset=ISO-8859-1")
    let text = String(String.UnicodeScalarView(answer.body.map { Unicode.Scalar($0) }))
    #expect(text.hasPrefix("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>"))
    #expect(text.contains("<wsa:RelatesTo>\u{E9}</wsa:RelatesTo>"))
    #expect(text.contains("DeviceID=\"\u{E9}&#8364;\"."))
  }

  @Test("Text that is said to be UTF-16 and is not") func notUTF16() {
    let client = Client()
    client.contentType = "application/soap+xml;charset=UTF-16"
    let response = client.send(.get("CIM_Fan"))
    #expect(response.fault == "wsman:SchemaValidationError")
    #expect(response.contentType == "application/soap+xml;charset=UTF-8")
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
