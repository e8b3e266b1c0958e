import CIM
import Testing
import XML

@testable import WSManagement

@Suite("CIM values in XML") struct ValueRenderingTests {
  private func written(_ value: CIMValue, isOctetString: Bool = false) -> String {
    let fragment = XMLFragment(prefix: "p") { $0.property("V", value, isOctetString: isOctetString) }
    return String(decoding: fragment.bytes, as: UTF8.self)
  }

  @Test("Simple values") func simple() {
    #expect(written(.boolean(true)) == "<p:V>true</p:V>")
    #expect(written(.boolean(false)) == "<p:V>false</p:V>")
    #expect(written(.unsigned(.max)) == "<p:V>18446744073709551615</p:V>")
    #expect(written(.signed(.min)) == "<p:V>-9223372036854775808</p:V>")
    #expect(written(.string("")) == "<p:V></p:V>")
    #expect(written(.real(0.5)) == "<p:V>0.5</p:V>")
    #expect(written(.real(.infinity)) == "<p:V>INF</p:V>")
    #expect(written(.real(-.infinity)) == "<p:V>-INF</p:V>")
    #expect(written(.real(.nan)) == "<p:V>NaN</p:V>")
  }

  @Test("Arrays are repeated elements, empty ones nothing") func arrays() {
    #expect(written(.array([.unsigned(2), .unsigned(8)])) == "<p:V>2</p:V><p:V>8</p:V>")
    #expect(written(.array([])) == "")
  }

  @Test(
    "Octet strings are base64",
    arguments: [
      ([], ""), ([0x4D], "TQ=="), ([0x4D, 0x61], "TWE="), ([0x4D, 0x61, 0x6E], "TWFu"), ([0xFB, 0xFF, 0xFE], "+//+"),
    ] as [([UInt64], String)])
  func octets(octets: [UInt64], text: String) {
    #expect(written(.array(octets.map { .unsigned($0) }), isOctetString: true) == "<p:V>\(text)</p:V>")
  }

  @Test("Times have a child that says what they are") func times() {
    func timestamp(_ microseconds: Int64, _ offset: Int16 = 0) -> String {
      written(.datetime(.timestamp(microsecondsSince1970: microseconds, offset: offset)))
    }
    #expect(timestamp(0) == "<p:V><cim:Datetime>1970-01-01T00:00:00Z</cim:Datetime></p:V>")
    #expect(timestamp(1, 330) == "<p:V><cim:Datetime>1970-01-01T05:30:00.000001+05:30</cim:Datetime></p:V>")
    #expect(timestamp(0, -90) == "<p:V><cim:Datetime>1969-12-31T22:30:00-01:30</cim:Datetime></p:V>")
    func interval(_ microseconds: UInt64) -> String { written(.datetime(.interval(microseconds: microseconds))) }
    #expect(interval(0) == "<p:V><cim:Interval>PT0S</cim:Interval></p:V>")
    #expect(interval(100_000_000) == "<p:V><cim:Interval>P0DT0H1M40S</cim:Interval></p:V>")
    #expect(interval(90_061_000_042) == "<p:V><cim:Interval>P1DT1H1M1.000042S</cim:Interval></p:V>")
  }

  @Test("References are the content of an endpoint reference, nested ones wrapped") func references() {
    let inner = InstancePath(className: "CIM_Fan", keys: [InstanceKey(name: "DeviceID", value: .text("f<1>"))])
    let outer = InstancePath(className: "CIM_X", keys: [InstanceKey(name: "Part", value: .reference(inner))])
    let content = Request.reference("CIM_Fan", [("DeviceID", "f&lt;1&gt;")])
    #expect(written(.reference(inner)) == "<p:V>\(content)</p:V>")
    #expect(
      written(.reference(outer))
        == "<p:V>"
        + Request.reference("CIM_X", [("Part", "<wsa:EndpointReference>\(content)</wsa:EndpointReference>")]) + "</p:V>"
    )
  }
}
