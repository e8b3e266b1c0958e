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
    let number = last.wrappingAdd(1, ordering: .relaxed).newValue
    let digits = String(number % (1 << 48), radix: 16)
    return start + Self.zeros.dropLast(digits.utf8.count) + digits
  }

  private static let zeros = "000000000000"
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
