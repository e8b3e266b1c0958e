import NIOCore

/// How many datagrams are answered: from one address and in all. UDP's sender can be forged and an answer is larger
/// than what asks for it, so that without a limit anybody could have a third party flooded.
///
/// Each address, and all together, may ask `burst` times at once and then once an `interval`.
struct PresenceLimiter {
  struct Rate {
    var burst: Int
    var interval: TimeAmount
  }

  static let perAddress = Rate(burst: 8, interval: .milliseconds(250))
  static let overall = Rate(burst: 64, interval: .milliseconds(20))

  /// When an address, or all together, will have their whole burst again.
  private var restored: [String: NIODeadline] = [:]
  private var overallRestored = NIODeadline.uptimeNanoseconds(0)
  /// Remembered addresses: what is answered in all bounds those that are not restored yet, so that these always fit.
  private static let limit = 256

  init() {}

  var rememberedAddresses: Int { restored.count }

  /// Whether to answer; counts it if so.
  mutating func allows(_ address: String, at now: NIODeadline) -> Bool {
    guard let forAll = Self.overall.next(overallRestored, now),
      let forAddress = Self.perAddress.next(restored[address], now)
    else { return false }
    if restored.count >= Self.limit { restored = restored.filter { $0.value > now } }
    restored[address] = forAddress
    overallRestored = forAll
    return true
  }
}

extension PresenceLimiter.Rate {
  /// When the burst will be whole again after one more; nil when there is nothing left of it.
  fileprivate func next(_ restored: NIODeadline?, _ now: NIODeadline) -> NIODeadline? {
    let start = max(restored ?? now, now)
    return start - now <= interval * (burst - 1) ? start + interval : nil
  }
}
