import NIOCore

/// From where each account has logged in of late. The table is bounded; the longest unseen make room.
struct FamiliarAddresses {
  static let memory: TimeAmount = .hours(24)

  private struct Way: Hashable {
    var user: String
    var address: String
  }

  private let limit: Int
  private var lastSeen: [Way: NIODeadline] = [:]

  init(limit: Int) { self.limit = limit }

  mutating func saw(_ user: String, from address: String, at now: NIODeadline) {
    let way = Way(user: user, address: address)
    if lastSeen[way] == nil, lastSeen.count >= limit, let oldest = lastSeen.min(by: { $0.value < $1.value }) {
      lastSeen[oldest.key] = nil
    }
    lastSeen[way] = now
  }

  func knows(_ user: String, from address: String, at now: NIODeadline) -> Bool {
    guard let seen = lastSeen[Way(user: user, address: address)] else { return false }
    return now - seen < Self.memory
  }

  /// Whether any account has been seen there. Goes through the table.
  func knows(_ address: String, at now: NIODeadline) -> Bool {
    lastSeen.contains { $0.key.address == address && now - $0.value < Self.memory }
  }
}
