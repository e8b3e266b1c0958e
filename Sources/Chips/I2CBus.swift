/// A bus as chips are read over it: Linux's `/dev/i2c-N`, one channel of a multiplexer, a stand-in. Used by one thread
/// at a time.
public protocol I2CBus: AnyObject {
  /// What may be asked of it; asked for before anything is done.
  var functions: I2CFunctions { get }
  /// Does one exchange and returns what was read. Blocks, for as long as the adapter's timeout at most.
  func perform(_ message: I2CMessage) throws(I2CError) -> [UInt8]
}

/// Why an exchange did not come about. Each kind means something else to whoever wants to know what to do.
public enum I2CError: Error, Hashable, Sendable {
  /// Nobody acknowledged the address, or a byte (ENXIO, EREMOTEIO, ENODEV).
  case noAcknowledge
  /// A driver of the kernel has the address (EBUSY): the chip is to be read through that driver.
  case ownedByKernel
  /// Another controller was faster, also after the retries (EAGAIN).
  case arbitrationLost
  /// The bus did not come free (ETIMEDOUT): something holds a line down.
  case timedOut
  /// The adapter cannot do such an exchange (EOPNOTSUPP).
  case unsupported
  /// The packet error code is wrong (EBADMSG): what was read is not what was sent.
  case badChecksum
  /// A block with an impossible length, or fewer bytes than there must be (EPROTO).
  case malformed
  /// Any other errno.
  case system(Int32)
}
