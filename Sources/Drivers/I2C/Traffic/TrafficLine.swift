public import Chips
import Model

/// One exchange, or what an adapter can do, as a line of a recording:
///
///     12.345678 i2c-6 0x49 write 00 read 2 = 19 00
///     12.345901 i2c-6 0x58 read-word 8d checked = 10 e8
///     12.346120 i2c-6 0x50 write 00 read 8 ! no-acknowledge
///     12.300000 i2c-6 functions plain words read-block
///
/// Seconds since the recording began, the adapter, the address, the exchange, and after `=` what was read or after `!`
/// what went wrong. All bytes and addresses are hexadecimal, counts are decimal.
public struct TrafficLine: Hashable, Sendable {
  public enum Content: Hashable, Sendable {
    case functions(I2CFunctions)
    case answer(I2CMessage, [UInt8])
    case failure(I2CMessage, I2CError)
  }

  /// Since the recording began.
  public var at: Duration
  /// `i2c-6`
  public var bus: String
  public var content: Content

  public init(at: Duration, bus: String, _ content: Content) {
    self.at = at
    self.bus = bus
    self.content = content
  }

  public var text: String {
    let microseconds = max(0, at.nanoseconds / 1000)
    let fraction = String(microseconds % 1_000_000)
    let time = "\(microseconds / 1_000_000).\(String(repeating: "0", count: 6 - fraction.utf8.count))\(fraction)"
    let words: [String] =
      switch content {
      case .functions(let functions): ["functions"] + functions.recorded
      case .answer(let message, let bytes): message.recorded + ["="] + bytes.map(\.twoDigits)
      case .failure(let message, let error): message.recorded + ["!", error.word]
      }
    return ([time, bus] + words).joined(separator: " ")
  }

  /// Nil for a line that is none of a recording.
  public init?(_ text: Substring) {
    let words = text.split(separator: " ")
    guard words.count > 2, let at = TrafficLine.time(words[0]) else { return nil }
    self.at = at
    bus = String(words[1])
    if words[2] == "functions" {
      guard let functions = I2CFunctions(recorded: words[3...]) else { return nil }
      content = .functions(functions)
      return
    }
    guard let end = words.lastIndex(where: { $0 == "=" || $0 == "!" }),
      let message = I2CMessage(recorded: words[2..<end])
    else { return nil }
    if words[end] == "=" {
      guard let bytes = [UInt8](hex: words[(end + 1)...]) else { return nil }
      content = .answer(message, bytes)
    } else {
      guard words.count == end + 2, let error = I2CError(word: words[end + 1]) else { return nil }
      content = .failure(message, error)
    }
  }

  private static func time(_ text: Substring) -> Duration? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].utf8.count == 6, let seconds = Int64(parts[0]), let rest = Int64(parts[1]),
      seconds >= 0, rest >= 0
    else { return nil }
    return .seconds(seconds) + .microseconds(rest)
  }
}
