public import Chips
public import Documents

/// The chips that data directories know.
public final class ChipLibrary {
  public init(dataDirectories: [String]) {}

  public func chip(named name: String, _ diagnostics: Diagnostics) -> ChipDescription? { nil }

  /// Whether there is a file for the name that could not be used.
  public func isFaulty(_ name: String) -> Bool { false }

  public var names: [String] { [] }
}
