/// Which nonce counts have been used with one nonce: the highest, and those up to 63 below it. Clients share a nonce
/// between parallel connections, so counts arrive out of order, and some start at 2.
struct NonceCountWindow: Hashable {
  static let width: UInt32 = 64

  private var highest: UInt32 = 0
  /// Bit n: `highest - n` has been used.
  private var used: UInt64 = 0

  /// Marks a count as used. False when it was used before, is too far below the highest, or is 0.
  mutating func use(_ count: UInt32) -> Bool {
    guard count > 0 else { return false }
    if count > highest {
      let step = count - highest
      used = step < Self.width ? used << UInt64(step) | 1 : 1
      highest = count
      return true
    }
    let distance = highest - count
    guard distance < Self.width, used & 1 << UInt64(distance) == 0 else { return false }
    used |= 1 << UInt64(distance)
    return true
  }
}
