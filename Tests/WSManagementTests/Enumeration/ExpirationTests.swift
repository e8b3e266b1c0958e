import Model
import Testing

@testable import WSManagement

@Suite("How long enumerations last") struct ExpirationTests {
  private let client = Client()

  private func enumerate(_ expires: String) -> Response {
    client.send(.enumerate("CIM_Fan", "<wsen:Expires>\(expires)</wsen:Expires>"))
  }

  @Test(
    "A life is granted when it is asked for, and told",
    arguments: [
      ("PT10M", "P0DT0H10M0S"), (" PT0.5S ", "P0DT0H0M0.500000S"), ("P0Y0M0DT0H1M0S", "P0DT0H1M0S"),
      ("P30D", "P0DT1H0M0S"),
      ("PT99999999999999999999S", "P0DT1H0M0S"),
    ]) func granted(asked: String, told: String)
  {
    #expect(enumerate(asked).content("wsen:Expires") == told)
  }

  @Test("Without asking there is none, and it lasts as long as it is used") func none() {
    #expect(client.send(.enumerate("CIM_Fan")).content("wsen:Expires") == nil)
  }

  @Test("A complete answer has no life left") func complete() {
    let options = "<wsen:Expires>PT10M</wsen:Expires><wsman:OptimizeEnumeration/>"
    #expect(client.send(.enumerate("CIM_Fan", options)).content("wsen:Expires") == nil)
    let part = options + "<wsman:MaxElements>1</wsman:MaxElements>"
    #expect(client.send(.enumerate("CIM_Sensor", part)).content("wsen:Expires") == "P0DT0H10M0S")
  }

  @Test(
    "What is no time to come",
    arguments: ["PT0S", "-PT5S", "-P1Y", "soon", "", "P", "PT", "P1S", "5", "P1DT", "PT1S2M"])
  func invalid(expires: String) {
    let response = enumerate(expires)
    #expect(response.status == 400)
    #expect(response.fault == "wsen:InvalidExpirationTime")
    #expect(response.reason?.contains("PT10M") == true)
  }

  @Test("Years and months differ in length; the sentence says what to write", arguments: ["P1Y", "P1M", "P1Y2M3DT4H"])
  func calendar(expires: String) {
    let response = enumerate(expires)
    #expect(response.fault == "wsen:InvalidExpirationTime")
    #expect(
      response.reason
        == "wsen:Expires \(expires) has years or months, which differ in length; write days: P30D.")
  }

  @Test(
    "Points in time are not taken",
    arguments: ["2030-01-01T00:00:00Z", "2030-01-01T00:00:00", "1999-01-01T00:00:00+01:00"])
  func pointInTime(expires: String) {
    let response = enumerate(expires)
    #expect(response.fault == "wsen:UnsupportedExpirationType")
    #expect(response.reason?.contains("PT10M") == true)
  }

  @Test("The ends of enumerations are reported to nobody") func endTo() {
    let response = client.send(
      .enumerate("CIM_Fan", "<wsen:EndTo><wsa:Address>http://192.0.2.9/</wsa:Address></wsen:EndTo>"))
    #expect(response.fault == "wsman:UnsupportedFeature/AddressingMode")
  }

  @Test("Renew puts the end off, and tells it") func renew() throws {
    let context = try #require(enumerate("PT1M").context)
    client.now = client.now + .seconds(50)
    let renewed = client.send(.renew(context, "PT2M"))
    #expect(renewed.status == 200)
    #expect(renewed.content("wsa:Action") == "http://schemas.xmlsoap.org/ws/2004/09/enumeration/RenewResponse")
    #expect(
      renewed.body == "<wsen:RenewResponse><wsen:Expires>P0DT0H2M0S</wsen:Expires></wsen:RenewResponse>")
    client.now = client.now + .seconds(119)
    #expect(client.send(.pull(context)).status == 200)
  }

  @Test("A life without end is not to be had by renewing") func renewLong() throws {
    let context = try #require(enumerate("PT1M").context)
    #expect(client.send(.renew(context, "P300D")).content("wsen:Expires") == "P0DT1H0M0S")
    #expect(client.send(.renew(context)).content("wsen:Expires") == "P0DT0H5M0S")
    client.now = client.now + .seconds(301)
    #expect(client.send(.renew(context, "PT1M")).fault == "wsen:TimedOut")
  }

  @Test(
    "Renew refuses what Enumerate refuses, and changes nothing then",
    arguments: [
      ("PT0S", "wsen:InvalidExpirationTime"), ("P1Y", "wsen:InvalidExpirationTime"),
      ("2030-01-01T00:00:00Z", "wsen:UnsupportedExpirationType"),
    ]) func renewRefused(expires: String, fault: String) throws
  {
    let context = try #require(enumerate("PT1M").context)
    #expect(client.send(.renew(context, expires)).fault == fault)
    #expect(client.send(.status(context)).content("wsen:Expires") == "P0DT0H1M0S")
  }

  @Test("GetStatus tells the time that is left") func status() throws {
    let context = try #require(enumerate("PT1M").context)
    client.now = client.now + .milliseconds(2500)
    let status = client.send(.status(context))
    #expect(status.content("wsa:Action") == "http://schemas.xmlsoap.org/ws/2004/09/enumeration/GetStatusResponse")
    #expect(
      status.body
        == "<wsen:GetStatusResponse><wsen:Expires>P0DT0H0M57.500000S</wsen:Expires></wsen:GetStatusResponse>")
    let idle = try #require(client.send(.enumerate("CIM_Fan")).context)
    client.now = client.now + .seconds(60)
    #expect(client.send(.status(idle)).content("wsen:Expires") == "P0DT0H4M0S")
  }

  @Test("Neither is for other users, nor for what is none") func foreign() throws {
    let context = try #require(enumerate("PT1M").context)
    for request in [Request.renew("none", "PT1M"), .status("none")] {
      #expect(client.send(request).fault == "wsen:InvalidEnumerationContext")
    }
    client.user = "other"
    for request in [Request.renew(context, "PT1M"), .status(context)] {
      #expect(client.send(request).fault == "wsman:AccessDenied")
    }
  }
}
