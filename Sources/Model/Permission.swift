/// One thing that may be allowed. The raw value is the word on the command line, in the accounts file and in profiles.
///
/// Order and names are part of what users store: a new permission is added at the end.
public enum Permission: String, CaseIterable, Sendable {
  /// See everything but secrets.
  case read
  /// Switch machines on and off, say what they boot from and which one shows itself; end and forget jobs.
  case power
  /// Change limits of sensors.
  case thresholds
  /// Make, change and take away accounts, and say what each may do.
  case accounts
  /// Clear logs.
  case logs
  /// Set the speed of fans.
  case cooling
}

/// A set of permissions, small enough to be asked with every request.
public struct Permissions: Hashable, Sendable {
  private var bits: UInt32 = 0

  public init(_ permissions: some Sequence<Permission> = EmptyCollection()) {
    for permission in permissions { bits |= Self.bit(permission) }
  }

  public static let all = Permissions(Permission.allCases)

  public func contains(_ permission: Permission) -> Bool { bits & Self.bit(permission) != 0 }

  public mutating func formUnion(_ others: Permissions) { bits |= others.bits }

  /// In the order of `Permission.allCases`.
  public var list: [Permission] { Permission.allCases.filter(contains) }

  private static func bit(_ permission: Permission) -> UInt32 {
    // `allCases` of a plain enum is in the order of declaration, and the raw values are texts.
    switch permission {
    case .read: 1
    case .power: 2
    case .thresholds: 4
    case .accounts: 8
    case .logs: 16
    case .cooling: 32
    }
  }
}
