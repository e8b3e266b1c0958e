public import Chips
import Glibc

extension I2CError {
  /// What an errno of the I2C character device means (kernel documentation, i2c/fault-codes).
  public init(errno code: Int32) {
    switch code {
    case ENXIO, EREMOTEIO, ENODEV: self = .noAcknowledge
    case EBUSY: self = .ownedByKernel
    case EAGAIN: self = .arbitrationLost
    case ETIMEDOUT: self = .timedOut
    case EOPNOTSUPP, ENOSYS: self = .unsupported
    case EBADMSG: self = .badChecksum
    case EPROTO: self = .malformed
    default: self = .system(code)
    }
  }
}
