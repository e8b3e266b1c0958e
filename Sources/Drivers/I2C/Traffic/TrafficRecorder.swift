public import Chips

/// A bus that passes everything on to another one and adds a line to a recording for each exchange.
public final class TrafficRecorder: I2CBus {
  public let functions: I2CFunctions
  private let bus: any I2CBus
  private let name: String
  private let log: TrafficLog

  /// `name`: `i2c-6`.
  public init(_ bus: any I2CBus, name: String, log: TrafficLog) {
    self.bus = bus
    self.name = name
    self.log = log
    functions = bus.functions
    log.add(.functions(functions), bus: name)
  }

  public func perform(_ message: I2CMessage) throws(I2CError) -> [UInt8] {
    do throws(I2CError) {
      let bytes = try bus.perform(message)
      log.add(.answer(message, bytes), bus: name)
      return bytes
    } catch {
      log.add(.failure(message, error), bus: name)
      throw error
    }
  }
}
