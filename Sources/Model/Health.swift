/// How well a thing is, worst last among the known; shared by sensors, devices and systems.
public enum Health: String, CaseIterable, Comparable, Sendable {
  case unknown
  case ok
  case degraded
  case critical
  case fatal

  private var rank: Int {
    switch self {
    case .unknown: 0
    case .ok: 1
    case .degraded: 2
    case .critical: 3
    case .fatal: 4
    }
  }

  public static func < (a: Health, b: Health) -> Bool { a.rank < b.rank }

  /// The worst of those known; unknown only when none is known.
  public static func worst(of all: some Sequence<Health>) -> Health { all.max() ?? .unknown }
}
