import CIM
import Model
import Testing

/// What clients written for Intel AMT send, as recorded in the field.
struct CompatibilityTests {
  let board = SampleBoard()

  private func services(_ view: CIMView, _ keys: [(String, String)]) throws -> Int {
    try view.find(
      view.schema.cimClass("CIM_PowerManagementService")!,
      selectors: keys.map { Selector(name: $0.0, value: .text($0.1)) }, in: board.snapshot, at: board.now
    ).count
  }

  static let foreign = [
    ("CreationClassName", "CIM_PowerManagementService"), ("Name", "Intel(r) AMT Power Management Service"),
    ("SystemCreationClassName", "CIM_ComputerSystem"), ("SystemName", "Intel(r) AMT"),
  ]

  @Test func foreignKeysAreUnknownByDefault() throws {
    #expect(try services(Shipped.plain.view, Self.foreign) == 0)
    #expect(Shipped.plain.view.compatibilityProductVersion == nil)
  }

  @Test func foreignKeysWorkWhereTheFileIsAskedFor() throws {
    let view = Shipped.compatible.view
    #expect(try services(view, Self.foreign) == 1)
    #expect(try services(view, [Self.foreign[1]]) == 1)
    #expect(try services(view, [("Name", "PowerManagementService")]) == 1, "its own names too")
    #expect(try services(view, [("Name", "Intel(r) AMT Boot Service")]) == 0, "a service of another class")
    #expect(view.compatibilityProductVersion?.hasPrefix("AMT ") == true)
  }

  @Test func aliasesReachIntoReferences() throws {
    let view = Shipped.compatible.view
    let service = InstancePath(
      className: "CIM_PowerManagementService",
      keys: Self.foreign.map { InstanceKey(name: $0.0, value: .text($0.1)) })
    let found = try view.find(
      view.schema.cimClass("CIM_AssociatedPowerManagementService")!,
      selectors: [Selector(name: "ServiceProvided", value: .reference(service))], in: board.snapshot, at: board.now)
    #expect(found.count == 1)
  }

  /// What fence_amt_ws and MAAS send before they switch on.
  static let bootKeys = [
    ("CIM_BootService", "Name", "Intel(r) AMT Boot Service"),
    ("CIM_BootConfigSetting", "InstanceID", "Intel(r) AMT: Boot Configuration 0"),
    ("CIM_BootSourceSetting", "InstanceID", "Intel(r) AMT: Force PXE Boot"),
  ]

  @Test(arguments: bootKeys)
  func bootControlGoesByItsForeignNames(name: String, key: String, value: String) throws {
    for (view, board, count) in [
      (Shipped.compatible.view, board, 1), (Shipped.plain.view, board, 0),
      (Shipped.compatible.view.showingOnly("blade1"), Self.blade, 1),
    ] {
      let found = try view.find(
        view.schema.cimClass(name)!, selectors: [Selector(name: key, value: .text(value))], in: board.snapshot,
        at: board.now)
      #expect(found.count == count)
    }
  }

  private static var blade: SampleBoard {
    SampleBoard([
      .system(System(id: "blade1", name: "Blade")),
      .boot(BootConfiguration(system: "blade1", name: "Boot configuration", devices: [.network])),
      .bootSource(BootSource(system: "blade1", device: .network)),
    ])
  }

  /// Where only part of a key is the name of the system, an only one's counts there as well, and nowhere else.
  @Test(arguments: [
    ("Lantern:Boot:ManagedSystem", 1), ("Lantern:Boot:blade1", 1), ("Lantern:Boot:ManagedSystem2", 0),
    ("Lantern:Boot:", 0), ("ManagedSystem", 0),
  ])
  func aSystemShownAloneIsNamedInLongerKeys(value: String, count: Int) throws {
    let view = Shipped.plain.view.showingOnly("blade1")
    let found = try view.find(
      view.schema.cimClass("CIM_BootConfigSetting")!,
      selectors: [Selector(name: "InstanceID", value: .text(value))], in: Self.blade.snapshot, at: Self.blade.now)
    #expect(found.count == count)
  }

  /// One of several systems, shown alone, answers to the name of an only one as well.
  @Test(arguments: [
    ([("SystemName", "blade1")], 1), ([("SystemName", "ManagedSystem")], 1), ([("SystemName", "Intel(r) AMT")], 1),
    ([("SystemName", "blade2")], 0), ([("Name", "ManagedSystem")], 0),
  ])
  func aSystemShownAloneGoesByTheNameOfAnOnlyOne(keys: [(String, String)], count: Int) throws {
    let blade = SampleBoard([.system(System(id: "blade1", name: "Blade"))])
    func services(_ view: CIMView) throws -> Int {
      try view.find(
        view.schema.cimClass("CIM_PowerManagementService")!,
        selectors: keys.map { Selector(name: $0.0, value: .text($0.1)) }, in: blade.snapshot, at: blade.now
      ).count
    }
    #expect(try services(Shipped.compatible.view.showingOnly("blade1")) == count)
    #expect(try services(Shipped.compatible.view) == (keys[0].1 == "blade1" ? 1 : 0))
  }

  @Test func mistakesInTheFileAreReported() {
    let directory = DataDirectory()
    directory.write(
      "compatibility/other.yaml",
      """
      aliases:
        - { class: CIM_Fan, key: DeviceId, alias: a, means: b }
        - { class: CIM_Fann, key: DeviceID, alias: a, means: b }
        - { class: CIM_Fan, key: DeviceID, alias: a }
      """)
    #expect(
      directory.load(compatibility: "other").said == [
        "compatibility/other.yaml:2:28: error: CIM_Fan has no key 'DeviceId'. Did you mean 'DeviceID'?",
        "compatibility/other.yaml:3:14: error: the schema has no class 'CIM_Fann'. Did you mean 'CIM_Fan'?",
        "compatibility/other.yaml:4:5: error: an alias needs 'means'.",
      ])
    #expect(
      directory.load(compatibility: "missing").said == [
        "profiles/compatibility: error: there is no compatibility file 'missing.yaml'."
      ])
  }
}
