import CIM
import Model
import Testing

/// ChangeBootOrder, SetBootConfigRole and SetBootConfigUsage: which command they are, and what they return without one.
struct BootMethodTests {
  let view = Shipped.plain.view
  let board = SampleBoard([
    .system(SampleBoard.system), .boot(SampleBoard.boot), .bootSource(SampleBoard.bootSource),
    .bootSource(BootSource(system: System.onlyID, device: .disk)), .system(System(id: "node2", name: "Second")),
    .boot(BootConfiguration(system: "node2", name: "Boot configuration", devices: [.disk])),
    .bootSource(BootSource(system: "node2", device: .disk)),
  ])

  private var configuration: Instance {
    view.one("CIM_BootConfigSetting", ["InstanceID": "Lantern:Boot:ManagedSystem"], board)!
  }
  private var service: Instance { view.one("CIM_BootService", ["SystemName": System.onlyID], board)! }

  private static func reference(_ className: String, _ id: String) -> ArgumentValue {
    .reference(InstancePath(className: className, keys: [InstanceKey(name: "InstanceID", value: .text(id))]))
  }

  private static func source(_ id: String) -> ArgumentValue {
    reference("CIM_BootSourceSetting", "Lantern:BootSource:\(id)")
  }

  private static func configuration(_ system: String) -> ArgumentValue {
    reference("CIM_BootConfigSetting", "Lantern:Boot:\(system)")
  }

  private static func system(_ id: String) -> ArgumentValue {
    .reference(
      InstancePath(className: "CIM_ComputerSystem", keys: [InstanceKey(name: "Name", value: .text(id))]))
  }

  @Test(arguments: [
    (ArgumentValue.array([source("ManagedSystem:disk")]), [BootDevice.disk]),
    (source("ManagedSystem:network"), [.network]),
    (.array([source("ManagedSystem:network"), source("ManagedSystem:disk")]), [.network, .disk]),
    (.array([]), []), (.null, []),
  ])
  func theSourcesAreTheOrder(sources: ArgumentValue, order: [BootDevice]) {
    #expect(
      view.call("ChangeBootOrder", [("Source", sources)], on: configuration, board)
        == .gives(.setBootOrder(system: System.onlyID, order)))
  }

  static let impossibleSources: [(ArgumentValue, UInt32)] = [
    (source("ManagedSystem:optical"), UInt32(4)),
    (.array([source("ManagedSystem:disk"), source("nonsense")]), 4),
    (.array([source("ManagedSystem:disk"), source("ManagedSystem:disk")]), 5),
    (source("node2:disk"), 5),
  ]

  @Test(arguments: impossibleSources)
  func sourcesThatCannotBeAreReturnValues(sources: ArgumentValue, value: UInt32) {
    #expect(
      view.call("ChangeBootOrder", [("Source", sources)], on: configuration, board) == .returns(value))
  }

  @Test func aSourceOfAnotherClassIsATypeMismatch() {
    let system = InstancePath(
      className: "CIM_ComputerSystem", keys: [InstanceKey(name: "Name", value: .text("ManagedSystem"))])
    #expect(
      view.call("ChangeBootOrder", [("Source", .reference(system))], on: configuration, board)
        == .refused(.typeMismatch(name: "Source")))
  }

  @Test(arguments: [("0", BootRole.next), ("1", .nextOnce)])
  func rolesAreCommands(role: String, means: BootRole) {
    let arguments: [(name: String, value: ArgumentValue)] = [
      ("BootConfigSetting", Self.configuration(System.onlyID)), ("Role", .text(role)),
    ]
    for method in ["SetBootConfigRole", "SetBootConfigUsage"] {
      #expect(
        view.call(method, arguments, on: service, board)
          == .gives(.setBootRole(system: System.onlyID, means)))
    }
  }

  @Test func aUsageCanBeTakenAway() {
    let arguments: [(name: String, value: ArgumentValue)] = [
      ("BootConfigSetting", Self.configuration(System.onlyID)), ("Role", .text("3")),
      ("ScopingComputerSystem", Self.system(System.onlyID)),
    ]
    #expect(
      view.call("SetBootConfigUsage", arguments, on: service, board)
        == .gives(.setBootRole(system: System.onlyID, .notNext)))
  }

  @Test(arguments: [
    ("SetBootConfigRole", "2", UInt32(1)), ("SetBootConfigRole", "3", 5), ("SetBootConfigRole", "40000", 1),
    ("SetBootConfigUsage", "2", 1), ("SetBootConfigUsage", "4", 1), ("SetBootConfigUsage", "5", 5),
  ])
  func rolesThatCannotBeHadAreReturnValues(method: String, role: String, value: UInt32) {
    #expect(
      view.call(
        method, [("BootConfigSetting", Self.configuration(System.onlyID)), ("Role", .text(role))], on: service, board)
        == .returns(value))
  }

  static let wrongParameters: [([(String, ArgumentValue)], UInt32)] = [
    ([("Role", ArgumentValue.text("1"))], UInt32(5)),
    ([("BootConfigSetting", configuration(System.onlyID))], 5),
    ([("Role", .text("1")), ("BootConfigSetting", configuration("nobody"))], 4),
    ([("Role", .text("1")), ("BootConfigSetting", configuration("node2"))], 4),
    (
      [
        ("Role", .text("1")), ("BootConfigSetting", configuration(System.onlyID)),
        ("ScopingComputerSystem", system("node2")),
      ], 4
    ),
  ]

  @Test(arguments: wrongParameters)
  func wrongParametersAreReturnValues(arguments: [(String, ArgumentValue)], value: UInt32) {
    let named = arguments.map { (name: $0.0, value: $0.1) }
    #expect(view.call("SetBootConfigUsage", named, on: service, board) == .returns(value))
  }

  @Test(arguments: ["CreateBootConfigSetting", "ApplyBootConfigSetting"])
  func theOtherMethodsAreNotSupported(method: String) {
    #expect(view.call(method, on: service, board) == .returns(1))
  }

  @Test(arguments: [
    (CommandOutcome.accepted, UInt32(0)), (.unsupported, 1), (.unknownSystem, 2), (.failed("C9h"), 2), (.busy, 3),
    (.refused("No."), 5),
  ])
  func outcomesAreReturnValues(outcome: CommandOutcome, value: UInt32) throws {
    let completion = try view.completion("ChangeBootOrder", on: configuration, board, outcome: outcome)
    #expect(completion?.returnValue == value)
  }

  static let confirmed: [(@Sendable (inout BootConfiguration) -> Void, UInt64)] = [
    ({ _ in }, UInt64(3)),
    ({ $0.once = nil }, 2), ({ ($0.once, $0.persistent) = (nil, .disk) }, 1), ({ $0.quality = .unknown }, 0),
  ]

  @Test(arguments: confirmed)
  func whatTheHardwareConfirmsIsWhatIsNext(change: @Sendable (inout BootConfiguration) -> Void, isNext: UInt64) {
    var boot = SampleBoard.boot
    change(&boot)
    let board = SampleBoard([.system(SampleBoard.system), .boot(boot)])
    #expect(view.one("CIM_ElementSettingData", [:], board)?["IsNext"] == .unsigned(isNext))
  }
}
