import Chips

/// A bus on which lost arbitration is tried again, a few times.
final class PatientBus: I2CBus {
  private let bus: any I2CBus
  let functions: I2CFunctions

  /// Beyond what the kernel does by itself.
  private static let attempts = 4

  init(_ bus: any I2CBus) {
    self.bus = bus
    functions = bus.functions
  }

  func perform(_ message: I2CMessage) throws(I2CError) -> [UInt8] {
    for _ in 1..<PatientBus.attempts {
      do throws(I2CError) { return try bus.perform(message) } catch {
        guard error == .arbitrationLost else { throw error }
      }
    }
    return try bus.perform(message)
  }
}
