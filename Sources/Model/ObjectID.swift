/// What kinds of thing the model holds. The raw value is the word used in profiles and board files.
public enum ObjectKind: String, CaseIterable, Sendable {
  case system
  case sensor
  case fan
  case supply
  case part
  case firmware
  case job
  case account
  case role
  /// What holds accounts and roles.
  case directory
  /// A log that the hardware keeps.
  case log
  case entry
  /// What a system is to boot from.
  case boot
  case bootSource = "boot-source"
  /// Devices that stand in for each other.
  case redundancy
}

/// Names one object of the model. `id` is unique within its kind, machine-safe and stable over restarts.
public struct ObjectID: Hashable, Sendable {
  public var kind: ObjectKind
  public var id: String

  public init(_ kind: ObjectKind, _ id: String) {
    self.kind = kind
    self.id = id
  }
}

extension ObjectID: CustomStringConvertible {
  public var description: String { "\(kind.rawValue)/\(id)" }
}
