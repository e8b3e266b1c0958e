import CIM
import Testing

struct EmbeddedInstanceTests {
  private let fan = QuerySample.view.schema.cimClass("CIM_Fan")!

  @Test func propertiesAreInTheOrderOfXML() throws {
    let instance = try #require(
      EmbeddedInstance(
        cimClass: fan,
        properties: [("name", .string("x")), ("HealthState", .unsigned(5)), ("ActiveCooling", .boolean(true))]))
    var names: [String] = []
    instance.forEachProperty { property, _ in names.append(property.name) }
    #expect(names == ["ActiveCooling", "HealthState", "Name"])
    #expect(instance["NAME"] == .string("x"))
    #expect(instance["Description"] == nil)
    #expect(instance["Nonsense"] == nil)
    #expect(
      CIMValue.instance(instance).description
        == #"instance of CIM_Fan { ActiveCooling = true; HealthState = 5; Name = "x"; }"#)
  }

  @Test func equalityIsThatOfClassAndValues() {
    let a = EmbeddedInstance(cimClass: fan, properties: [("Name", .string("x")), ("HealthState", .unsigned(5))])
    let b = EmbeddedInstance(cimClass: fan, properties: [("HealthState", .unsigned(5)), ("Name", .string("x"))])
    #expect(a == b)
    #expect(a != EmbeddedInstance(cimClass: fan, properties: [("Name", .string("x"))]))
    #expect(
      a
        != EmbeddedInstance(
          cimClass: fan.superclass!, properties: [("HealthState", .unsigned(5)), ("Name", .string("x"))]))
  }

  @Test func unknownNamesAndNamesTwiceAreRefused() {
    #expect(EmbeddedInstance(cimClass: fan, properties: [("Nonsense", .string("x"))]) == nil)
    #expect(EmbeddedInstance(cimClass: fan, properties: [("Name", .string("x")), ("NAME", .string("x"))]) == nil)
    #expect(EmbeddedInstance(cimClass: fan, properties: []) != nil)
  }
}
