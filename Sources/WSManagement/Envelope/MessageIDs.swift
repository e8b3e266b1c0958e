import Synchronization

/// Makes message ids that no other message of this service, now or after a restart, has.
final class MessageIDs: Sendable {
  /// `uuid:` and the first four groups, in which the agent's start is marked by random digits.
  private let start: String
  private let last = Atomic<UInt64>(0)

  /// `random`: eight random bytes.
  init(random: [UInt8]) {
    let digits = Array(random.hexadecimal.utf8)
    func group(_ range: Range<Int>) -> String { String(decoding: digits[range], as: UTF8.self) }
    // Version 4, variant 8: the rest is random as far as a UUID can tell.
    start = "uuid:\(group(0..<8))-\(group(8..<12))-4\(group(12..<15))-8000-"
  }

  func next() -> String {
    var number = last.wrappingAdd(1, ordering: .relaxed).newValue
    return String(unsafeUninitializedCapacity: start.utf8.count + Self.digits) { buffer in
      _ = buffer.initialize(fromContentsOf: start.utf8)
      for place in (start.utf8.count..<start.utf8.count + Self.digits).reversed() {
        let digit = UInt8(truncatingIfNeeded: number & 15)
        buffer[place] = digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
        number >>= 4
      }
      return start.utf8.count + Self.digits
    }
  }

  /// Of the last group, hexadecimal.
  private static let digits = 12
}

extension Array where Element == UInt8 {
  var hexadecimal: String {
    let digits = Array<UInt8>("0123456789abcdef".utf8)
    return String(unsafeUninitializedCapacity: count * 2) { buffer in
      for (place, byte) in enumerated() {
        buffer[2 * place] = digits[Int(byte >> 4)]
        buffer[2 * place + 1] = digits[Int(byte & 15)]
      }
      return count * 2
    }
  }
}
