public import Model

/// What the agent's own machine is asked about itself: files of the operating system, and the tables of its firmware.
public struct HostPlan: Hashable, Sendable {
  /// Of the source.
  public var name: String
  public var files: [PlannedFile]
  /// Whether the SMBIOS tables are read, and what they tell belongs to `system`.
  public var hasSMBIOS: Bool
  public var system: String

  public init(name: String = "host", files: [PlannedFile] = [], hasSMBIOS: Bool = false, system: String) {
    self.name = name
    self.files = files
    self.hasSMBIOS = hasSMBIOS
    self.system = system
  }
}

/// Where a firmware's version stands.
public struct PlannedFile: Hashable, Sendable {
  /// What the board file states of it; its version is the file's.
  public var firmware: Firmware
  /// Absolute. A property of the device tree is a file in `/proc/device-tree`.
  public var path: String
  /// In a file of lines `KEY=value`, as `/etc/os-release` is, whose value; nil for the file's first line.
  public var key: String?

  public init(firmware: Firmware, path: String, key: String? = nil) {
    self.firmware = firmware
    self.path = path
    self.key = key
  }
}
