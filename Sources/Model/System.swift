/// What a system is for; profiles map it to CIM_ComputerSystem.Dedicated.
public enum SystemKind: String, CaseIterable, Sendable {
  case server, desktop, laptop, blade
  case managementController = "management-controller"
  case chassisManager = "chassis-manager"
  case other
}

/// A managed machine. `id` is `ManagedSystem` where a board has only one.
public struct System: Hashable, Sendable {
  public var id: String
  public var name: String
  public var kind: SystemKind
  /// 32 upper-case hex digits, most significant first, without dashes.
  public var uuid: String?
  public var power = PowerStatus()
  /// The worst of its sensors and devices.
  public var health: Health = .unknown
  /// Whether it can be told to show which one it is.
  public var isIdentifiable = false
  /// Nil while it is not known.
  public var identify: IdentifyState?
  public var restartCause: RestartCause?
  public var restorePolicy: RestorePolicy?

  public init(id: String, name: String, kind: SystemKind = .server) {
    self.id = id
    self.name = name
    self.kind = kind
  }

  public static let onlyID = "ManagedSystem"

  /// What remains when the power state is too old: it is unknown, and so is what follows from it.
  public var withoutReading: System {
    var copy = self
    copy.power.state = .unknown
    copy.health = .unknown
    copy.identify = nil
    copy.restartCause = nil
    return copy
  }

  public static let fields: [Field<System>] = [
    Field("id", .string) { .string($0.id) },
    Field("name", .string) { .string($0.name) },
    Field("kind", .choice, vocabulary: SystemKind.words) { FieldValue(choice: $0.kind) },
    Field("uuid", .string) { FieldValue($0.uuid) },
    Field("health", .choice, vocabulary: Health.words, followsReading: true) { FieldValue(choice: $0.health) },
    Field("power.state", .choice, vocabulary: PowerState.words, followsReading: true) {
      FieldValue(choice: $0.power.state)
    },
    Field("power.requested", .choice, vocabulary: PowerVerb.words) { FieldValue(choice: $0.power.requested) },
    Field("power.transitioning", .choice, vocabulary: PowerVerb.words) { FieldValue(choice: $0.power.transitioning) },
    Field("power.supported", .choices, vocabulary: PowerVerb.words) { FieldValue(choices: $0.power.supported) },
    Field("power.available", .choices, vocabulary: PowerVerb.words, followsReading: true) {
      FieldValue(choices: $0.power.available)
    },
    Field("power.changed", .time) { FieldValue($0.power.changed) },
    Field("identifiable", .bool) { .bool($0.isIdentifiable) },
    Field("identify", .choice, vocabulary: IdentifyState.words, followsReading: true) {
      FieldValue(choice: $0.identify)
    },
    // Whether its light is on now, for however long.
    Field("identify-lit", .bool, followsReading: true) { system in FieldValue(system.identify.map { $0 != .off }) },
    Field("restart-cause", .choice, vocabulary: RestartCause.words, followsReading: true) {
      FieldValue(choice: $0.restartCause)
    },
    Field("restore-policy", .choice, vocabulary: RestorePolicy.words) { FieldValue(choice: $0.restorePolicy) },
  ]
}
