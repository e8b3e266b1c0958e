import CIM
import Testing

struct ValueTests {
  @Test(arguments: [
    ("00000001020304.000005:000", CIMDateTime.interval(microseconds: 93_784_000_005)),
    ("P1DT2H3M4.5S", .interval(microseconds: 93_784_500_000)),
    ("PT0S", .interval(microseconds: 0)),
    ("P0DT0H1M40S", .interval(microseconds: 100_000_000)),
    ("20261122204903.000000+000", .timestamp(microsecondsSince1970: 1_795_380_543_000_000, offset: 0)),
    ("20261122214903.250000+060", .timestamp(microsecondsSince1970: 1_795_380_543_250_000, offset: 60)),
    ("2026-11-22T20:49:03Z", .timestamp(microsecondsSince1970: 1_795_380_543_000_000, offset: 0)),
    ("2026-11-22T15:49:03.1-05:00", .timestamp(microsecondsSince1970: 1_795_380_543_100_000, offset: -300)),
    ("1970-01-01T00:00:00Z", .timestamp(microsecondsSince1970: 0, offset: 0)),
  ])
  func datetimesAreReadInEveryFormThatClientsSend(_ text: String, _ value: CIMDateTime) {
    #expect(CIMDateTime(text) == value)
  }

  @Test(arguments: [
    "", "P", "PT", "P1Y", "PT1S1S", "PT1.S", "PT5", "2026-13-01T00:00:00Z", "2026-11-22T20:49:03", "2026-11-22",
    "20261122204903.000000", "2026112220****.******+000", "00000001250304.000000:000", "now",
    "PT99999999999999999999S",
  ])
  func otherTextIsNoDatetime(_ text: String) {
    #expect(CIMDateTime(text) == nil)
  }

  @Test(arguments: [
    ("255", CIMType.uint8, CIMValue.unsigned(255)), ("-128", .sint8, .signed(-128)), ("TRUE", .boolean, .boolean(true)),
    ("0", .boolean, .boolean(false)), ("1.5", .real32, .real(1.5)), ("x", .char16, .string("x")),
    ("PT0S", .datetime, .datetime(.interval(microseconds: 0))), ("", .string, .string("")),
  ])
  func textBecomesTheTypeAskedFor(_ text: String, _ type: CIMType, _ value: CIMValue) {
    #expect(CIMValue(text: text, type: type) == value)
  }

  @Test(arguments: [
    ("256", CIMType.uint8), ("-1", .uint16), ("128", .sint8), ("yes", .boolean), ("2.5", .uint32), ("xy", .char16),
    ("anything", .reference), ("", .uint8), (" 1", .uint8),
  ])
  func whatDoesNotFitIsRefused(_ text: String, _ type: CIMType) {
    #expect(CIMValue(text: text, type: type) == nil)
  }

  @Test func pathsReadLikeObjectPaths() {
    let path = InstancePath(
      className: "CIM_X",
      keys: [
        InstanceKey(name: "A", value: .text("1")),
        InstanceKey(
          name: "B",
          value: .reference(
            InstancePath(className: "CIM_Y", keys: [InstanceKey(name: "Name", value: .text("n"))]))),
      ])
    #expect(path.description == #"CIM_X.A="1",B={CIM_Y.Name="n"}"#)
    #expect(path["a"] == .text("1"))
  }
}
