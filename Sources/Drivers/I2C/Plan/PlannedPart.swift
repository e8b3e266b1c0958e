public import Model

/// A part that carries what it is: in an EEPROM, or as texts of a chip.
public struct PlannedPart: Hashable, Sendable {
  /// What the board file states; the memory fills in what that leaves open.
  public var part: Part
  public var memory: Memory

  public enum Memory: Hashable, Sendable {
    /// A chip with a memory that holds an IPMI FRU image.
    case fru(chip: String)
    /// A chip with a memory that holds a memory module's SPD.
    case spd(chip: String)
    /// A chip with texts (PMBus).
    case texts(chip: String)

    /// The id of one of the plan's chips.
    public var chip: String {
      switch self {
      case .fru(let chip), .spd(let chip), .texts(let chip): chip
      }
    }
  }

  public init(part: Part, memory: Memory) {
    self.part = part
    self.memory = memory
  }
}
