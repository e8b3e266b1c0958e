/// What this software calls itself, on every face.
public enum Product {
  public static let name = "Lantern"
  public static let vendor = "Lantern Project"
  public static let version = "0.1.0"
  /// No clock that is right says an earlier time: 2026-01-01. Boards without a battery start in 1970.
  public static let earliestTime = WallTime(secondsSince1970: 1_767_225_600)
}
