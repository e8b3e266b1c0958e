/// How many connections are open, over all and by address.
struct ConnectionCount {
  enum Welcome: Hashable {
    case serve
    /// Say that the server is busy.
    case turnAway
    /// Too many are being told already: close without a word.
    case drop
  }

  /// Connections beyond the limit that are told so at one time.
  static let turnedAwayLimit = 384

  private let limit: Int
  private let limitPerAddress: Int
  private var total = 0
  private var byAddress: [String: Int] = [:]
  private var turnedAway = 0

  init(limit: Int, limitPerAddress: Int) {
    self.limit = limit
    self.limitPerAddress = limitPerAddress
  }

  /// Places beyond the limit: who has logged in before gets in while strangers keep all doors busy.
  private var reserve: Int { limit / 8 }

  /// Counts a new connection. Each one is given back by `closed`, with what was said here. One of the server's own is
  /// always served. `isFamiliar`: somebody has logged in from this address of late; asked only when it matters.
  mutating func opened(
    _ address: String, isOwn: Bool = false, isFamiliar: @autoclosure () -> Bool = false
  ) -> Welcome {
    let hasPlace = total < limit || (total < limit + reserve && isFamiliar())
    guard isOwn || (hasPlace && byAddress[address, default: 0] < limitPerAddress) else {
      guard turnedAway < Self.turnedAwayLimit else { return .drop }
      turnedAway += 1
      return .turnAway
    }
    total += 1
    byAddress[address, default: 0] += 1
    return .serve
  }

  mutating func closed(_ address: String, _ welcome: Welcome) {
    switch welcome {
    case .serve:
      total -= 1
      byAddress[address, default: 1] -= 1
      if byAddress[address] == 0 { byAddress[address] = nil }
    case .turnAway: turnedAway -= 1
    case .drop: break
    }
  }
}
