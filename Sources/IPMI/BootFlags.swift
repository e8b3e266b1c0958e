/// Parameter 5 of the system boot options, the boot flags (IPMI 2.0 table 28-14).
public struct BootFlags: Hashable, Sendable {
  public static let parameter: UInt8 = 5

  /// The system's firmware will look at them.
  public var isValid: Bool
  public var isPersistent: Bool
  /// The firmware is to boot in the manner of UEFI.
  public var isEFI: Bool
  /// 0 to 15; 0 leaves the choice to the firmware.
  public var device: UInt8
  /// Everything else, kept as it was found.
  private var rest: [UInt8]

  /// From the data of Get System Boot Options; nil when there is too little of it, or the parameter is locked.
  public init?(answer data: [UInt8]) {
    // Version, parameter number with a lock bit, five bytes of flags of which some controllers send fewer.
    guard data.count >= 4, data[1] & 0x80 == 0, data[1] & 0x7f == BootFlags.parameter else { return nil }
    isValid = data[2] & 0x80 != 0
    isPersistent = data[2] & 0x40 != 0
    isEFI = data[2] & 0x20 != 0
    device = data[3] >> 2 & 0x0f
    rest = [data[3] & 0xc3] + (4..<7).map { $0 < data.count ? data[$0] : 0 }
  }

  /// The same flags with another choice; `device` nil takes the choice back. What would make the firmware do other
  /// things with it (clear its settings, lock the keyboard) is not carried along.
  public func choosing(_ device: UInt8?, once: Bool) -> BootFlags {
    var flags = self
    flags.isValid = device != nil
    flags.isPersistent = device != nil && !once
    flags.device = device ?? 0
    flags.rest = [0, 0, 0, 0]
    return flags
  }

  /// The data of Set System Boot Options.
  public var data: [UInt8] {
    let first: UInt8 = (isValid ? 0x80 : 0) | (isPersistent ? 0x40 : 0) | (isEFI ? 0x20 : 0)
    return [BootFlags.parameter, first, rest[0] | device << 2] + rest.dropFirst()
  }
}
