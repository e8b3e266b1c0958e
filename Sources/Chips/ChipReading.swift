/// What a channel said.
public struct ChipReading: Hashable, Sendable {
  public enum Value: Hashable, Sendable {
    /// In the unit of the channel's kind.
    case number(Double)
    /// The states that are active, by index into `Channel.states`.
    case bits([Int])
    /// The chip answers, and says that it has no reading; why, as the rest of a sentence: `its diode is open`. A fan
    /// that stands still turns 0 times a minute and is not this.
    case unavailable(String)
  }

  public var value: Value
  /// The bytes it was made of, in the order in which they came.
  public var raw: [UInt8]

  public init(value: Value, raw: [UInt8]) {
    self.value = value
    self.raw = raw
  }
}

/// Why a chip could not be read or set.
public enum ChipError: Error, Hashable, Sendable {
  case bus(I2CError)
  /// Another chip is at the address than the board file says.
  case wrongChip(place: String, expected: String, found: String)
  /// No chip can be asked for this duty, or this level.
  case notPossible(String)

  /// For people: what is wrong, and what can be done.
  public var sentence: String {
    switch self {
    case .bus(let error): error.sentence
    case .wrongChip(let place, let expected, let found):
      "Another chip is there: \(place) is \(found), not \(expected). Correct 'type' or 'at' in the board file."
    case .notPossible(let sentence): sentence
    }
  }
}

extension I2CError {
  /// For people: what is wrong, and what can be done.
  public var sentence: String {
    switch self {
    case .noAcknowledge: "Nothing answers at the address. Is the chip powered, and its address right?"
    case .ownedByKernel: "A driver of the kernel has the address, and reads nothing of it that Lantern knows."
    case .arbitrationLost: "Another controller kept the bus busy; it is tried again."
    case .timedOut: "The bus does not come free: something holds a line down."
    case .unsupported: "The bus controller cannot do such an exchange."
    case .badChecksum: "What arrived is not what was sent: its check byte is wrong."
    case .malformed: "The chip answered with a length that cannot be."
    case .system(let code): "The kernel reports error \(code)."
    }
  }
}
