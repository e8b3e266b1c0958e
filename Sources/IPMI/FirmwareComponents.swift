public import IPMIWire

/// The answers of HPM.1 controllers about their firmware components (PICMG HPM.1 section 3). All begin with PICMG's
/// identifier, 0.
public enum FirmwareComponents {
  public static let identifier: UInt8 = 0

  /// Which components there are, by number, from the data of Get Target Upgrade Capabilities.
  public static func present(_ data: [UInt8]) -> [UInt8] {
    // Identifier, version, capabilities, four timeouts, components.
    guard data.count >= 8, data[0] == identifier else { return [] }
    return (0..<8).filter { data[7] >> $0 & 1 != 0 }
  }

  /// A version from the data of Get Component Properties with selector 1 (current) or 3 (rollback).
  public static func version(_ data: [UInt8]) -> ComponentRecord.Version? {
    guard data.count >= 3, data[0] == identifier else { return nil }
    return ComponentRecord.Version(
      major: data[1] & 0x7f, minor: data[2], auxiliary: data.count >= 7 ? Array(data[3..<7]) : [])
  }

  /// The description from the data of selector 2.
  public static func name(_ data: [UInt8]) -> String? {
    guard data.count > 1, data[0] == identifier else { return nil }
    return PackedText.text(latin1: data.dropFirst().prefix(12))
  }
}
