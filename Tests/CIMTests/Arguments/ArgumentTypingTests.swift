import Model
import Testing

@testable import CIM

/// Arguments of every type of CIM, as text and as anything else.
struct ArgumentTypingTests {
  private let typing = ArgumentTyping(schema: Shipped.plain.view.schema)

  private func target(
    _ type: CIMType, isArray: Bool = false, isOctetString: Bool = false, embedded: String? = nil, to: String? = nil
  ) -> ArgumentTarget {
    ArgumentTarget(
      type: type, isArray: isArray, isOctetString: isOctetString, embeddedClass: embedded, referenceClass: to)
  }

  private func value(_ text: String, _ type: CIMType) -> CIMValue? { typing.value(.text(text), for: target(type)) }

  @Test(arguments: [
    (CIMType.boolean, "true", CIMValue.boolean(true)), (.uint8, "255", .unsigned(255)),
    (.uint16, "65535", .unsigned(65535)), (.uint32, "4294967295", .unsigned(4_294_967_295)),
    (.uint64, "18446744073709551615", .unsigned(.max)), (.sint8, "-128", .signed(-128)),
    (.sint16, "-32768", .signed(-32768)), (.sint32, "-2147483648", .signed(-2_147_483_648)),
    (.sint64, "-9223372036854775808", .signed(.min)), (.real32, "0.5", .real(0.5)),
    (.real64, "-1.5e300", .real(-1.5e300)),
    (.string, "", .string("")), (.string, " a b ", .string(" a b ")), (.char16, "é", .string("é")),
    (.datetime, "PT1M", .datetime(.interval(microseconds: 60_000_000))),
  ])
  func textBecomesAValueOfTheType(type: CIMType, text: String, expected: CIMValue) {
    #expect(value(text, type) == expected)
    #expect(
      typing.value(.array([.text(text), .text(text)]), for: target(type, isArray: true))
        == .array([expected, expected]))
    #expect(
      typing.value(.text(text), for: target(type, isArray: true)) == .array([expected]), "one item is an array too")
  }

  @Test(arguments: [
    (CIMType.boolean, "yes"), (.uint8, "256"), (.uint8, "-1"), (.uint8, ""), (.uint32, "1.0"),
    (.uint64, "18446744073709551616"),
    (.sint8, "128"), (.sint32, "2147483648"), (.sint64, "9223372036854775808"), (.real64, "much"), (.char16, "ab"),
    (.char16, "🙂"), (.datetime, "tomorrow"), (.reference, "CIM_Fan"),
  ])
  func textOfAnotherTypeIsRefused(type: CIMType, text: String) {
    #expect(value(text, type) == nil)
    #expect(typing.value(.array([.text(text)]), for: target(type, isArray: true)) == nil)
  }

  @Test func whatIsNoSimpleValueIsRefusedWhereOneBelongs() {
    let path = InstancePath(className: "CIM_Fan", keys: [])
    for argument in [
      ArgumentValue.null, .reference(path), .array([.text("1")]),
      .instance(EmbeddedArgument(className: "CIM_Fan", properties: [])),
    ] {
      #expect(typing.value(argument, for: target(.uint8)) == nil, "\(argument)")
    }
    #expect(typing.value(.array([.text("1"), .null]), for: target(.uint8, isArray: true)) == nil)
    #expect(typing.value(.array([]), for: target(.uint8, isArray: true)) == .array([]))
  }

  @Test func referencesStayAsTheyAre() {
    let path = InstancePath(className: "CIM_Fan", keys: [InstanceKey(name: "DeviceID", value: .text("fan1"))])
    #expect(typing.value(.reference(path), for: target(.reference)) == .reference(path))
    #expect(
      typing.value(.array([.reference(path)]), for: target(.reference, isArray: true)) == .array([.reference(path)]))
  }

  @Test(arguments: [
    ("CIM_Fan", true), ("CIM_LogicalDevice", true), ("CIM_ManagedElement", true), ("CIM_Unheard", true),
    ("CIM_ComputerSystem", false), ("CIM_RegisteredProfile", false),
  ])
  func aReferenceNamesTheClassWantedOrOneAboveOrBelowIt(named: String, isTaken: Bool) {
    let path = InstancePath(className: named, keys: [])
    let value = typing.value(.reference(path), for: target(.reference, to: "CIM_CoolingDevice"))
    #expect((value == .reference(path)) == isTaken)
  }

  // MARK: Octets

  @Test(arguments: [
    ("", [UInt64]()), ("AA==", [0]), ("AAE=", [0, 1]), ("AAEC", [0, 1, 2]), ("/+8Q", [255, 239, 16]),
    (" A A\n==\t\r", [0]),
  ])
  func octetsAreBase64(text: String, octets: [UInt64]) {
    let target = target(.uint8, isArray: true, isOctetString: true)
    #expect(typing.value(.text(text), for: target) == .array(octets.map { .unsigned($0) }))
    #expect(typing.value(.array([.text(text)]), for: target) == .array(octets.map { .unsigned($0) }))
  }

  @Test(arguments: ["A", "AA", "AA=", "AAA", "A===", "====", "AA==AA==", "AA-_", "ÄÄ=="])
  func brokenBase64IsRefused(text: String) {
    #expect(typing.value(.text(text), for: target(.uint8, isArray: true, isOctetString: true)) == nil)
  }

  @Test func octetsAreOneTextAndNotAList() {
    let target = target(.uint8, isArray: true, isOctetString: true)
    #expect(typing.value(.array([.text("AA=="), .text("AA==")]), for: target) == nil)
    #expect(typing.value(.array([.text("1")]), for: target) == nil)
  }

  @Test func octetStringsOfTextAreHexadecimal() {
    let target = target(.string, isArray: true, isOctetString: true)
    #expect(typing.value(.array([.text("0aFf"), .text("")]), for: target) == .array([.string("0AFF"), .string("")]))
    for text in ["0", "0g", "0x00", " 00"] { #expect(typing.value(.array([.text(text)]), for: target) == nil) }
  }

  // MARK: Embedded instances

  private func embedded(
    _ className: String?, _ properties: [(name: String, value: ArgumentValue)], stated: String = "CIM_Account"
  ) -> CIMValue? {
    typing.value(
      .instance(EmbeddedArgument(className: className, properties: properties)),
      for: target(.string, embedded: stated))
  }

  private func instance(_ className: String, _ properties: [(name: String, value: CIMValue)]) throws -> CIMValue {
    let cimClass = try #require(typing.schema.cimClass(className))
    return .instance(try #require(EmbeddedInstance(cimClass: cimClass, properties: properties)))
  }

  @Test func anEmbeddedInstanceHasTypedProperties() throws {
    let expected = try instance(
      "CIM_Account",
      [("UserID", .string("guest")), ("EnabledState", .unsigned(2)), ("UserPassword", .array([.string("0A")]))])
    let properties: [(name: String, value: ArgumentValue)] = [
      ("userid", .text("guest")), ("EnabledState", .text("2")), ("UserPassword", .text("0a")), ("Name", .null),
    ]
    #expect(embedded(nil, properties) == expected)
    #expect(embedded("cim_account", properties) == expected)
  }

  @Test func theItemsOfAnArrayMayComeOneByOne() throws {
    let expected = try instance("CIM_Account", [("Descriptions", .array([.string("a"), .string("b"), .string("c")]))])
    let properties: [(name: String, value: ArgumentValue)] = [
      ("Descriptions", .text("a")), ("Descriptions", .array([.text("b"), .text("c")])),
    ]
    #expect(embedded(nil, properties) == expected)
  }

  @Test func aSubclassMayStandForTheClassStated() throws {
    let properties: [(name: String, value: ArgumentValue)] = [("InstanceID", .text("x"))]
    #expect(embedded("CIM_ConcreteJob", properties, stated: "CIM_Job") != nil)
    #expect(embedded("CIM_ConcreteJob", properties, stated: "*") != nil)
    #expect(embedded("CIM_Fan", [], stated: "CIM_Job") == nil, "another class")
    #expect(embedded("CIM_Job", [], stated: "CIM_Job") == nil, "abstract")
    #expect(embedded("CIM_Nonsense", [], stated: "*") == nil)
    #expect(embedded(nil, [], stated: "*") == nil, "of no class at all")
  }

  @Test func whatDoesNotFitTheClassIsRefused() {
    #expect(embedded(nil, [("Nonsense", .text("x"))]) == nil)
    #expect(embedded(nil, [("EnabledState", .text("on"))]) == nil)
    #expect(embedded(nil, [("UserID", .text("a")), ("userid", .text("b"))]) == nil, "there twice")
    #expect(typing.value(.text("instance of CIM_Account {}"), for: target(.string, embedded: "CIM_Account")) == nil)
    #expect(
      typing.value(.instance(EmbeddedArgument(className: nil, properties: [])), for: target(.string)) == nil,
      "where none belongs")
  }
}
