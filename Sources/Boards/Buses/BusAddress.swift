import Documents

/// `main@0x49`: a bus of the board and a seven-bit address on it.
struct BusAddress: Hashable {
  var bus: String
  var address: UInt8

  /// Addresses that the bus keeps for itself are left out (UM10204 section 3.1.12).
  static let usable: ClosedRange<UInt8> = 0x08...0x77
}

extension ValueType where Value == BusAddress {
  static var busAddress: Self {
    ValueType("a bus and an address on it, such as main@0x49", parse: parse)
  }

  /// Nil for what is not of the form.
  static func parse(_ text: String) throws(Refusal) -> BusAddress? {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, parts[1].hasPrefix("0x"),
      let address = UInt8(parts[1].dropFirst(2), radix: 16)
    else { return nil }
    guard BusAddress.usable.contains(address) else {
      throw Refusal(message: "has an address beyond 0x08 to 0x77; are the seven bits shifted to the left?")
    }
    return BusAddress(bus: String(parts[0]), address: address)
  }
}

extension UInt8 {
  /// As addresses are written: `0x49`.
  var inHex: String { "0x" + (self < 16 ? "0" : "") + String(self, radix: 16) }
}
