/// One channel of a multiplexer (PCA9548 and its like) on the way to a chip.
public struct MuxHop: Hashable, Sendable {
  /// Of the multiplexer, seven bits.
  public var address: UInt8
  /// From 0.
  public var channel: Int

  public init(address: UInt8, channel: Int) {
    self.address = address
    self.channel = channel
  }
}

/// Where a chip is.
public enum ChipPlace: Hashable, Sendable {
  /// At a seven-bit address of the worker's bus, behind multiplexers, the one next to the adapter first. When a driver of
  /// the kernel has the chip, it is read through that.
  case bus(address: UInt8, through: [MuxHop])
  /// Only through the kernel: by what hwmon calls it, and where there are several of that name, by how the path of their
  /// device in sysfs, or their node of the device tree, ends.
  case hwmon(name: String, device: String?)
}
