/// What this software calls itself, on every face.
public enum Product {
  public static let name = "Lantern"
  public static let vendor = "Lantern Project"
  public static let version = "0.1.0"
}
