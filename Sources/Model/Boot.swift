/// What a system can be told to boot from.
public enum BootDevice: String, CaseIterable, Sendable {
  case network, disk, optical, removable, diagnostic
  /// The setup program of the firmware.
  case setup
}

/// For how long a choice of what to boot from holds.
public enum BootRole: String, CaseIterable, Sendable {
  /// At every boot from now on.
  case next
  /// At the next boot only.
  case nextOnce = "next-once"
  /// Not any more: the firmware chooses.
  case notNext = "not-next"
}

/// What the hardware confirms of what a system will boot from; nil where it was not told.
public struct BootStatus: Hashable, Sendable {
  public var once: BootDevice?
  public var persistent: BootDevice?

  public init(once: BootDevice? = nil, persistent: BootDevice? = nil) {
    self.once = once
    self.persistent = persistent
  }
}

/// What a system is to boot from: one for each system that can be told.
public struct BootConfiguration: Hashable, Sendable {
  /// That of the system.
  public var id: String { system }
  public var name: String
  public var system: String
  /// What it can be told to boot from.
  public var devices: [BootDevice]
  /// What clients have put in order, or the device that the hardware was told by somebody else. Only the first can be
  /// told to hardware that takes one device at a time.
  public var order: [BootDevice] = []
  /// What the hardware confirms; nil where it was not told, and while `quality` is not good.
  public var once: BootDevice?
  public var persistent: BootDevice?
  public var quality: Quality = .unknown

  public init(system: String, name: String, devices: [BootDevice]) {
    self.system = system
    self.name = name
    self.devices = devices
  }

  /// How it stands with the next boot; nil while that is not known.
  public var role: BootRole? {
    guard quality == .good else { return nil }
    if once != nil { return .nextOnce }
    return persistent == nil ? .notNext : .next
  }

  /// What remains when the last look at it is too old.
  public var withoutReading: BootConfiguration {
    var copy = self
    copy.once = nil
    copy.persistent = nil
    copy.quality = .unknown
    return copy
  }

  public static let fields: [Field<BootConfiguration>] = [
    Field("id", .string) { .string($0.id) },
    Field("name", .string) { .string($0.name) },
    Field("system", .string) { .string($0.system) },
    Field("devices", .choices, vocabulary: BootDevice.words) { FieldValue(choices: $0.devices) },
    Field("order", .choices, vocabulary: BootDevice.words) { FieldValue(choices: $0.order) },
    Field("once", .choice, vocabulary: BootDevice.words, followsReading: true) { FieldValue(choice: $0.once) },
    Field("persistent", .choice, vocabulary: BootDevice.words, followsReading: true) {
      FieldValue(choice: $0.persistent)
    },
    Field("role", .choice, vocabulary: BootRole.words, followsReading: true) { FieldValue(choice: $0.role) },
    Field("quality", .choice, vocabulary: Quality.words, followsReading: true) { FieldValue(choice: $0.quality) },
  ]
}

/// One device that a system can be told to boot from. The monitor makes them from `BootConfiguration.devices`.
public struct BootSource: Hashable, Sendable {
  /// `<system>.<device>`
  public var id: String
  public var name: String
  public var system: String
  public var device: BootDevice
  /// Its place in the order, from 1; 0 while it is not in it.
  public var place: UInt32

  public init(system: String, device: BootDevice, place: UInt32 = 0) {
    id = "\(system).\(device.rawValue)"
    name = device.name
    self.system = system
    self.device = device
    self.place = place
  }

  public static let fields: [Field<BootSource>] = [
    Field("id", .string) { .string($0.id) },
    Field("name", .string) { .string($0.name) },
    Field("system", .string) { .string($0.system) },
    Field("device", .choice, vocabulary: BootDevice.words) { FieldValue(choice: $0.device) },
    Field("place", .integer) { FieldValue($0.place) },
  ]
}

extension BootDevice {
  fileprivate var name: String {
    switch self {
    case .network: "Network"
    case .disk: "Disk"
    case .optical: "CD or DVD"
    case .removable: "Removable media"
    case .diagnostic: "Diagnostic partition"
    case .setup: "Firmware setup"
    }
  }
}
