import CIM
import Testing

struct ValueTests {
  @Test(arguments: [
    ("0", CIMType.uint8, CIMValue.unsigned(0)), ("255", .uint8, .unsigned(255)), ("007", .uint8, .unsigned(7)),
    ("65535", .uint16, .unsigned(65_535)), ("4294967295", .uint32, .unsigned(4_294_967_295)),
    ("18446744073709551615", .uint64, .unsigned(.max)), ("-128", .sint8, .signed(-128)), ("127", .sint8, .signed(127)),
    ("-32768", .sint16, .signed(-32_768)), ("-2147483648", .sint32, .signed(-2_147_483_648)),
    ("-0", .sint32, .signed(0)),
    ("-9223372036854775808", .sint64, .signed(.min)), ("9223372036854775807", .sint64, .signed(.max)),
    ("TRUE", .boolean, .boolean(true)), ("true", .boolean, .boolean(true)), ("1", .boolean, .boolean(true)),
    ("False", .boolean, .boolean(false)), ("0", .boolean, .boolean(false)),
    ("1.5", .real32, .real(1.5)), ("-1.5E3", .real32, .real(-1500)), ("3.4028234e38", .real32, .real(3.4028234e38)),
    ("INF", .real32, .real(.infinity)), ("-INF", .real64, .real(-.infinity)), ("1e308", .real64, .real(1e308)),
    (".5", .real64, .real(0.5)), ("5.", .real64, .real(5)), ("42", .real64, .real(42)), ("1e-400", .real64, .real(0)),
    ("x", .char16, .string("x")), ("\u{20AC}", .char16, .string("\u{20AC}")), (" ", .char16, .string(" ")),
    ("PT0S", .datetime, .datetime(.interval(microseconds: 0))), ("", .string, .string("")),
    (" a ", .string, .string(" a ")),
  ])
  func textBecomesTheTypeAskedFor(_ text: String, _ type: CIMType, _ value: CIMValue) {
    #expect(CIMValue(text: text, type: type) == value)
  }

  @Test func notANumberIsANumberOfItsOwn() {
    for type in [CIMType.real32, .real64] {
      guard case .real(let value)? = CIMValue(text: "NaN", type: type) else {
        Issue.record("NaN is not a \(type.name)")
        continue
      }
      #expect(value.isNaN)
    }
  }

  @Test(arguments: [
    ("256", CIMType.uint8), ("-1", .uint8), ("65536", .uint16), ("-1", .uint16), ("4294967296", .uint32),
    ("18446744073709551616", .uint64), ("-1", .uint64), ("128", .sint8), ("-129", .sint8), ("32768", .sint16),
    ("2147483648", .sint32), ("9223372036854775808", .sint64), ("2.5", .uint32), ("1e3", .uint32), ("0x10", .uint8),
    ("", .uint8), (" 1", .uint8), ("1 ", .sint64), ("\u{661}", .uint8), ("yes", .boolean), ("2", .boolean),
    ("", .boolean),
    ("xy", .char16), ("", .char16), ("\u{1F300}", .char16), ("e\u{301}", .char16), ("", .real32), ("x", .real64),
    ("1,5", .real64), ("inf", .real64), ("Infinity", .real64), ("nan", .real64), ("+INF", .real64), ("0x1p3", .real64),
    ("1e309", .real64), ("3.5e38", .real32), ("-1e39", .real32), ("1.5 ", .real32), ("now", .datetime),
    ("anything", .reference),
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
