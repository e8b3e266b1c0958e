public import Chips

/// Something that the guardian does to the hardware when the agent is gone. It needs no answer and no knowledge of what
/// state the hardware is in, so that it can be repeated.
public enum LastAct: Hashable, Sendable {
  /// Writes the bytes to an existing file, as attributes of the kernel want them: in one piece.
  case writeFile(path: String, bytes: [UInt8])
  /// Does the exchanges on `/dev/i2c-N`, one after the other, up to the first that fails; what they read does not matter.
  /// SMBus operations are those that write.
  case i2c(device: String, exchanges: [I2CMessage])
  /// Drives a line of `/dev/gpiochipN` to its inactive level and lets go of it. `flags` are those of a request of the
  /// kernel's interface (GPIO_V2_LINE_FLAG_…), which say what inactive is.
  case releaseLine(device: String, line: UInt32, flags: UInt64)
}
