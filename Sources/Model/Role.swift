/// What an account may do. Each role may do all that those before it may.
public enum Role: String, CaseIterable, Comparable, Sendable {
  case readonly
  case `operator`
  case administrator

  private var rank: Int {
    switch self {
    case .readonly: 0
    case .operator: 1
    case .administrator: 2
    }
  }

  public static func < (a: Role, b: Role) -> Bool { a.rank < b.rank }
}
