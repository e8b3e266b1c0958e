import CHardware
public import Chips
import Glibc

/// Why a bus cannot be used.
public struct I2COpenProblem: Error, Hashable, Sendable {
  /// An errno.
  public var code: Int32
  public init(code: Int32) { self.code = code }
}

/// `/dev/i2c-N`. Asks the adapter what it can do before anything else; never takes an address away from a driver of the
/// kernel, and never probes.
public final class LinuxI2CBus: I2CBus {
  public let functions: I2CFunctions
  /// Without what is made of plain messages.
  private let native: I2CFunctions
  private let descriptor: CInt
  private var isChecking = false

  /// The longest an exchange may take, in steps of 10 ms: no chip may stretch the clock beyond 35 ms (SMBus 3.1, table
  /// 16), and 128 bytes take 12 ms.
  private static let timeout: UInt = 20
  /// By the kernel, after lost arbitration.
  private static let retries: UInt = 2

  public convenience init(number: Int, system: SystemFiles = SystemFiles()) throws(I2COpenProblem) {
    try self.init(device: system.path("/dev/i2c-\(number)"))
  }

  /// `device` is `/dev/i2c-N`.
  init(device: String) throws(I2COpenProblem) {
    let descriptor = open(device, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { throw I2COpenProblem(code: errno) }
    var bits: UInt = 0
    let status = chardware_i2c_functions(descriptor, &bits)
    guard status == 0 else {
      close(descriptor)
      throw I2COpenProblem(code: -status)
    }
    // Adapters that cannot be told keep their own.
    _ = chardware_i2c_limits(descriptor, LinuxI2CBus.timeout, LinuxI2CBus.retries)
    native = I2CFunctions(adapter: bits)
    functions = native.contains(.plain) ? native.union(.ofPlain) : native
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  public func perform(_ message: I2CMessage) throws(I2CError) -> [UInt8] {
    // Before every exchange: a plain one would not be refused where a driver has the chip, and drivers come and go.
    try check(chardware_i2c_address(descriptor, UInt16(message.address)))
    switch message {
    case .plain(let address, let write, let read): return try plain(address, write, read)
    case .smbus(let address, let operation, let isChecked):
      if native.contains(isChecked ? operation.function.union(.checks) : operation.function) {
        return try access(operation, isChecked)
      }
      var form = PlainForm(operation, address: address, isChecked: isChecked)
      if form.needsLength { try form.learn(plain(address, form.write, form.read)) }
      return try form.content(of: plain(address, form.write, form.read))
    }
  }

  private func plain(_ address: UInt8, _ write: [UInt8], _ read: Int) throws(I2CError) -> [UInt8] {
    guard native.contains(.plain) else { throw .unsupported }
    var bytes = [UInt8](repeating: 0, count: read)
    try check(
      chardware_i2c_plain(descriptor, UInt16(address), write, UInt16(write.count), &bytes, UInt16(read)))
    return bytes
  }

  private func access(_ operation: SMBusOperation, _ isChecked: Bool) throws(I2CError) -> [UInt8] {
    if isChecked != isChecking {
      try check(chardware_i2c_checks(descriptor, isChecked ? 1 : 0))
      isChecking = isChecked
    }
    var call = SMBusCall(operation)
    try check(
      call.data.withUnsafeMutableBufferPointer { buffer in
        chardware_i2c_smbus(descriptor, call.reads, call.command, call.size, buffer.baseAddress)
      })
    return try call.answer()
  }

  private func check(_ status: Int32) throws(I2CError) {
    if status < 0 { throw I2CError(errno: -status) }
  }
}
