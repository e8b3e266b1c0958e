/// What a reader found out about its chip and need not ask again. Few things each; looked up in order.
struct Learned: Hashable, Sendable {
  struct Command: Hashable, Sendable {
    var key: UInt16
    var isSupported: Bool
  }

  struct Mode: Hashable, Sendable {
    var page: UInt8?
    var mode: UInt8
  }

  struct Coefficients: Hashable, Sendable {
    var key: UInt16
    var conversion: Conversion
  }

  struct Energy: Hashable, Sendable {
    var key: UInt16
    var count: UInt32
    var samples: UInt32
  }

  private(set) var commands: [Command] = []
  var modes: [Mode] = []
  var coefficients: [Coefficients] = []
  var energies: [Energy] = []

  /// Nil while it is not known whether the chip has the command.
  func supports(_ key: UInt16) -> Bool? { commands.first { $0.key == key }?.isSupported }

  mutating func note(_ key: UInt16, isSupported: Bool) {
    if supports(key) == nil { commands.append(Command(key: key, isSupported: isSupported)) }
  }
}

extension Register {
  /// Page and command as one number.
  var key: UInt16 { UInt16(page ?? 0xFF) << 8 | UInt16(addresses[0]) }
}
