import CIM
import Model
import TestSupport
import Testing

struct LoadingTests {
  @Test func shippedProfilesHaveNoMistakes() {
    #expect(Shipped.plain.said == [])
    #expect(Shipped.compatible.said == [])
  }

  /// A profile whose `classes` and `associations` begin in line 6.
  private static func profile(_ rest: String) -> String {
    """
    profile: Test
    organization: Acme
    version: 1.0.0
    central: CIM_Fan
    maps: { health: { unknown: Unknown, ok: OK, degraded: Degraded, critical: Error, fatal: Error } }
    \(rest)
    """
  }

  /// A fan with these lines at the end of its properties, which begin in line 8.
  private static func fan(_ properties: String) -> String {
    profile(
      """
      classes:
        - { class: CIM_Fan, for: fan, keys: { SystemCreationClassName: X, SystemName: "{system}", DeviceID: "{id}" },
            properties: { \(properties) } }
      """)
  }

  private func said(_ text: String) -> [String] { DataDirectory(text).load().said }

  @Test func aGoodProfileSaysNothing() {
    #expect(said(Self.fan("ElementName: .name, HealthState: { map: health-state, of: .health }")).count == 1)
    #expect(said(Self.fan("OperationalStatus: { map: health, of: .health }")) == [])
  }

  @Test(arguments: [
    ("Elementname: .name", "CIM_Fan has no property 'Elementname'. Did you mean 'ElementName'?", 21),
    ("ElementName: .nam", "a fan has no field 'nam'. Did you mean 'name'?", 34),
    ("DeviceID: .id", "'DeviceID' is a key; bind it under 'keys'.", 21),
    ("ElementName: [a, b]", "CIM_Fan.ElementName is string; it cannot be a list.", 34),
    ("ElementName: ~", "CIM_Fan.ElementName has no value here; leave it out instead.", 34),
    ("ElementName: .variable-speed", "'variable-speed' is bool; CIM_Fan.ElementName is string.", 34),
    ("ElementName: .health", "'health' is choice; CIM_Fan.ElementName is string. Name a map for its words.", 34),
    ("ElementName: \"{nam}\"", "a fan has no field 'nam'. Did you mean 'name'?", 34),
    ("ElementName: \"{name\"", "'{' has no '}' in '{name'.", 34),
    ("VariableSpeed: maybe", "CIM_Fan.VariableSpeed is boolean; it cannot be 'maybe'.", 36),
    ("DesiredSpeed: fast", "CIM_Fan.DesiredSpeed is uint64; it cannot be 'fast'.", 35),
    ("DesiredSpeed: -1", "CIM_Fan.DesiredSpeed is uint64; it cannot be '-1'.", 35),
    (
      "EnabledState: Enabledd", "CIM_Fan.EnabledState has no value 'Enabledd' in the schema. Did you mean 'Enabled'?",
      35
    ),
    (
      "DesiredSpeed: { of: .desired-speed, as: scaled }",
      "'desired-speed' is integer through 'scaled'; CIM_Fan.DesiredSpeed is uint64.", 41
    ),
    ("OperationalStatus: { map: halth, of: .health }", "there is no map 'halth'. Did you mean 'health'?", 47),
    ("OperationalStatus: { map: health, of: .quality }", "fan field '.quality' never says 'ok'", nil),
    ("ElementName: { map: health, of: .health, as: text }", "'map' and 'as' exclude each other.", 34),
    ("ElementName: { as: text }", "a value needs either 'of' with a field or 'is' with a literal.", 34),
    ("ElementName: { of: .name, is: x }", "a value needs either 'of' with a field or 'is' with a literal.", 34),
    ("ElementName: { is: x, as: text }", "'map', 'as' and 'absent' are for a field, named by 'of'.", 34),
    (
      "ElementName: { of: .name, else: x }", "'else' is for words that a map does not have; there is no 'map' here.", 34
    ),
    ("ElementName: { of: name }", "a field begins with a dot, such as .name; this is 'name'.", 40),
    ("ElementName: { of: .name, present-if: .nme }", "a fan has no field 'nme'. Did you mean 'name'?", 59),
    ("ElementName: { off: .name }", "a value needs either 'of' with a field or 'is' with a literal.", nil),
  ])
  func aWrongPropertyIsReportedAtItsPlace(_ property: String, _ message: String, _ column: Int?) throws {
    let directory = DataDirectory(Self.fan(property))
    let (view, said) = directory.load()
    let place = column.map { "test.yaml:8:\($0): error: " } ?? ""
    #expect(said.contains { $0.contains(place + message) }, "\(said)")
    let cimClass = try #require(view.schema.cimClass("CIM_Fan"))
    #expect(view.serves(cimClass), "the rest of the class is served")
  }

  @Test(arguments: [
    ("- { for: fan }", "a class needs 'class'."),
    ("- { class: CIM_Fann, for: fan }", "the schema has no class 'CIM_Fann'. Did you mean 'CIM_Fan'?"),
    ("- { class: cim_fan, for: fan }", "the schema spells 'cim_fan' as 'CIM_Fan'."),
    ("- { class: CIM_LogicalDevice, for: fan }", "CIM_LogicalDevice is abstract."),
    ("- { class: CIM_SystemDevice, for: fan }", "CIM_SystemDevice is an association; draw it under 'associations'."),
    ("- { class: CIM_Fan, for: fans, keys: {} }", "'for' cannot be 'fans'. Did you mean 'fan'?"),
    ("- { class: CIM_Chassis, for: part, keys: {} }", "CIM_Chassis needs its keys bound: Tag."),
    ("- { class: CIM_Chassis, for: part, keys: { Tag: '{idd}' } }", "a part has no field 'idd'. Did you mean 'id'?"),
    ("- { class: CIM_Chassis, for: part, keys: { tag: '{id}' } }", "CIM_Chassis has no key 'tag'. Did you mean 'Tag'?"),
    (
      "- { class: CIM_Chassis, keys: { Tag: '{id}' } }",
      "there is no field 'id' here: this class is not 'for' any object."
    ),
    (
      "- { class: CIM_Sensor, for: sensor, keys: { SystemCreationClassName: X, SystemName: X, DeviceID: '{state}' } }",
      "'state' changes with readings; a key must not."
    ),
    (
      "- { class: CIM_Chassis, for: part, where: { knd: chassis }, keys: { Tag: x } }",
      "a part has no field 'knd'. Did you mean 'kind'?"
    ),
    (
      "- { class: CIM_Chassis, for: part, where: { kind: chasis }, keys: { Tag: x } }",
      "'kind' cannot be 'chasis'. Did you mean 'chassis'?"
    ),
    (
      "- { class: CIM_Fan, for: fan, where: { health: ok }, keys: { SystemName: X } }",
      "'health' changes with readings; which objects a class presents must not."
    ),
    (
      "- { class: CIM_Chassis, for: part, keys: { Tag: '{id}' }, methods: { Explode: unsupported } }",
      "CIM_Chassis has no method 'Explode'."
    ),
    (
      "- { class: CIM_Chassis, for: part, keys: { Tag: '{id}' }, methods: { IsCompatible: power.reqest } }",
      "there is no method verb 'power.reqest'. Did you mean 'power.request'?"
    ),
    (
      "- { class: CIM_Chassis, for: part, keys: { Tag: '{id}' }, methods: { IsCompatible: power.request } }",
      "'power.request' serves RequestPowerStateChange only."
    ),
    (
      "- { class: CIM_PhysicalAssetCapabilities, for: system, keys: { InstanceID: x } }",
      "CIM_PhysicalAssetCapabilities must have ElementName."
    ),
    (
      "- { class: CIM_Chassis, for: part, keys: { Tag: '{id}' }, propertys: {} }",
      "a class has no 'propertys'. Did you mean 'properties'?"
    ),
  ])
  func aWrongClassIsReportedAtItsPlace(_ item: String, _ message: String) {
    let said = said(Self.profile("classes:\n  \(item)"))
    #expect(said.contains { $0.hasPrefix("test.yaml:7:") && $0.contains("error: " + message) }, "\(said)")
  }

  static let bothEnds = """
    classes:
      - { class: CIM_Fan, for: fan, keys: { SystemCreationClassName: X, SystemName: X, DeviceID: "{id}" } }
      - { class: CIM_ComputerSystem, for: system, keys: { Name: "{id}" } }
    associations:
    """

  @Test(arguments: [
    ("class: CIM_Fan, by: same", "CIM_Fan is not an association."),
    ("class: CIM_Dependency, by: same", "CIM_Dependency is abstract."),
    ("class: CIM_SystemDevice, PartComponent: CIM_Fan, by: same", "an association needs 'GroupComponent'."),
    (
      "class: CIM_SystemDevice, GroupComponent: CIM_ComputerSystem, PartComponent: CIM_Fan",
      "an association needs 'by'."
    ),
    (
      "class: CIM_SystemDevice, GroupComponent: CIM_Fan, PartComponent: CIM_Fan, by: same",
      "GroupComponent must be a CIM_System, which CIM_Fan is not."
    ),
    (
      "class: CIM_SystemDevice, GroupComponent: CIM_ComputerSystem, PartComponent: CIM_Processor, by: same",
      "no profile serves CIM_Processor, so nothing can stand here."
    ),
    (
      "class: CIM_SystemDevice, GroupComponent: CIM_ComputerSystem, PartComponent: CIM_Fan, by: owner",
      "'by' must be 'same', or an end and a relation such as PartComponent.owner, not 'owner'."
    ),
    (
      "class: CIM_SystemDevice, GroupComponent: CIM_ComputerSystem, PartComponent: CIM_Fan, by: Part.owner",
      "'Part' is not an end; the ends are GroupComponent and PartComponent."
    ),
    (
      "class: CIM_SystemDevice, GroupComponent: CIM_ComputerSystem, PartComponent: CIM_Fan, by: PartComponent.ownr",
      "there is no relation 'ownr'. Did you mean 'owner'?"
    ),
    (
      "class: CIM_SystemDevice, GroupComponent: CIM_ComputerSystem, PartComponent: CIM_Fan, by: PartComponent.measures",
      "nothing at PartComponent has the relation 'measures'; these have it: sensor."
    ),
    (
      "class: CIM_ServiceAvailableToElement, ServiceProvided: CIM_Fan, UserOfService: CIM_Fan, by: same",
      "ServiceProvided must be a CIM_Service, which CIM_Fan is not."
    ),
  ])
  func aWrongAssociationIsReportedAtItsPlace(_ item: String, _ message: String) {
    let said = said(Self.profile(Self.bothEnds + "\n  - { \(item) }"))
    #expect(said.contains { $0.hasPrefix("test.yaml:10:") && $0.contains("error: " + message) }, "\(said)")
  }

  @Test func aMapMustSaySomethingOfEveryWord() {
    let text = Self.fan("OperationalStatus: { map: short, of: .health }")
      .replacing("maps: { health:", with: "maps: { short: { ok: OK, unknown: ~ }, health:")
    #expect(
      said(text) == [
        "test.yaml:8:47: error: map 'short' says nothing of degraded, critical, fatal; "
          + "'~' leaves the property out."
      ])
    #expect(said(text.replacing("of: .health }", with: "of: .health, else: Other }")) == [])
    #expect(
      said(text.replacing("of: .health }", with: "of: .name }")) == [
        "test.yaml:8:47: error: map 'short' needs an 'else' here: the field can hold any text."
      ])
  }

  @Test func aClassMustNotBeBoundTwiceForTheSameObjects() {
    func two(_ first: String, _ second: String) -> String {
      Self.profile(
        """
        classes:
          - { class: CIM_Chassis, for: part, \(first) keys: { Tag: "{id}" } }
          - { class: CIM_Chassis, for: part, \(second) keys: { Tag: "{id}" } }
        """)
    }
    let twice =
      "test.yaml:8:5: error: CIM_Chassis is bound twice for the same objects; tell them apart by 'where'."
    #expect(said(two("", "")) == [twice])
    #expect(said(two("where: { kind: chassis },", "where: { hosting: true },")) == [twice])
    #expect(said(two("where: { kind: [chassis, board] },", "where: { kind: board },")) == [twice])
    #expect(said(two("where: { kind: chassis },", "where: { kind: [board, fan] },")) == [])
  }

  @Test func anAssociationMustNotBeDrawnTwice() {
    let line =
      "  - { class: CIM_SystemDevice, GroupComponent: CIM_ComputerSystem, PartComponent: CIM_Fan, by: PartComponent.owner }"
    #expect(
      said(Self.profile(Self.bothEnds + "\n\(line)\n\(line)")) == [
        "test.yaml:11:5: error: CIM_SystemDevice is drawn twice between the same classes; leave one out."
      ])
  }

  @Test(arguments: [
    ("version: 1.0.0", "version: 1.0", "test.yaml:3:10: error: 'version' must be three numbers such as 1.0.2"),
    ("organization: Acme\n", "", "test.yaml:1:1: error: a profile needs 'organization'."),
    ("central: CIM_Fan", "central: CIM_Fun", "test.yaml:4:10: error: the schema has no class 'CIM_Fun'."),
    (
      "maps:", "referenced-by: [Tset]\nmaps:", "test.yaml:5:17: error: there is no profile 'Tset'. Did you mean 'Test'?"
    ),
    ("classes: []", "clases: []", "test.yaml:6:1: error: a profile has no 'clases'. Did you mean 'classes'?"),
  ])
  func aWrongHeaderIsReportedAtItsPlace(_ good: String, _ bad: String, _ message: String) {
    let text = Self.profile("classes: []").replacing(good, with: bad)
    #expect(said(text).contains { $0.hasPrefix(message) }, "\(said(text))")
  }

  @Test func whatTwoFilesSayDifferentlyIsReported() {
    let directory = DataDirectory(Self.profile("classes: []"))
    directory.write("two.yaml", Self.profile("classes: []"))
    #expect(
      directory.load().said.map { $0.replacing(directory.path, with: "") } == [
        "two.yaml:5:9: error: map 'health' is already in /profiles/test.yaml, line 5.",
        "two.yaml:1:1: error: profile 'Test' is already in /profiles/test.yaml.",
      ])
  }

  @Test func withoutASchemaNothingIsServedAndTheReasonIsSaid() {
    let empty = DataDirectory().path + "/nowhere"
    let diagnostics = Shipped.load([empty])
    #expect(
      diagnostics == [
        "profiles/schema/cim.table: error: there is no schema table in any data directory; install Lantern's profiles."
      ])
  }

  @Test func aFileReplacesTheOneOfTheSameNameInLaterDirectories() {
    let directory = DataDirectory()
    directory.write("DSP1013-fan.yaml", Self.profile("classes: []").replacing("profile: Test", with: "profile: Fan"))
    let (view, _) = directory.load(before: [Repository.root])
    #expect(view.profiles.filter { $0.name == "Fan" }.map(\.organization) == ["Acme"])
    #expect(view.profiles.count == Shipped.plain.view.profiles.count)
    #expect(!view.serves(view.schema.cimClass("CIM_Fan")!))
  }
}
