import Model

/// IPMI's entity ids (IPMI 2.0 table 43-13) as far as they say what kind of part something is, or what a sensor on
/// them measures.
enum IPMIEntities {
  static let powerSupply: UInt8 = 10
  static let fans: Set<UInt8> = [29, 30]
  static let mainBoard: Set<UInt8> = [7, 66]
  /// The chassis, and the air that enters it.
  static let chassis: Set<UInt8> = [23, 55, 64]

  static let processors: Set<UInt8> = [3, 65]

  static func partKind(_ entity: UInt8) -> PartKind {
    switch entity {
    case 9,
      _ where processors.contains(entity):
      .processor
    case 8, 32: .memory
    case powerSupply: .powerSupply
    case 23: .chassis
    case _ where fans.contains(entity): .fan
    case 6, 7, 11...18, 21, 22, 25, 66: .board
    default: .other
    }
  }
}
