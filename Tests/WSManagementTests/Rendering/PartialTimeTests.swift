import CIM
import Testing
import XML

@testable import WSManagement

@Suite("Times of which only some fields are known in XML") struct PartialTimeTests {
  @Test(
    "A date, a time of day, or the text of CIM",
    arguments: [
      ("20240103******.******+000", "<cim:Date>2024-01-03Z</cim:Date>"),
      ("00240103******.******+330", "<cim:Date>0024-01-03+05:30</cim:Date>"),
      ("20240103******.******-840", "<cim:Date>2024-01-03-14:00</cim:Date>"),
      ("********004435.000000+000", "<cim:Time>00:44:35Z</cim:Time>"),
      ("********004435.000500-065", "<cim:Time>00:44:35.000500-01:05</cim:Time>"),
      ("********004435.00050*+000", "<cim:CIM_DateTime>********004435.00050*+000</cim:CIM_DateTime>"),
      ("202401********.******+000", "<cim:CIM_DateTime>202401********.******+000</cim:CIM_DateTime>"),
      ("00000001******.******:000", "<cim:CIM_DateTime>00000001******.******:000</cim:CIM_DateTime>"),
    ])
  func forms(_ text: String, _ content: String) throws {
    let time = try #require(CIMDateTime(text))
    let fragment = XMLFragment(prefix: "p") { $0.property("V", .datetime(time)) }
    #expect(String(decoding: fragment.bytes, as: UTF8.self) == "<p:V>\(content)</p:V>")
    // What was written is read as the same again.
    #expect(CIMDateTime(String(content.drop { $0 != ">" }.dropFirst().prefix { $0 != "<" })) == time)
  }
}
