/// Addresses from one to another, both among them.
public struct AddressRange: Hashable, Sendable {
  public let first: IPAddress
  public let last: IPAddress

  /// Reads `192.0.2.7`, `192.0.2.1-192.0.2.40`, `192.0.2.1-40` (the last part of an IPv4 address) or `192.0.2.0/24`;
  /// likewise IPv6. Of a block of IPv4 addresses the first and the last, which name the network and everybody in it,
  /// are left out unless it is a /31 or /32.
  public init(parsing text: String) throws(RangeError) {
    if let slash = text.firstIndex(of: "/") {
      try self.init(text, block: text[..<slash], prefix: text[text.index(after: slash)...])
    } else if let dash = text.firstIndex(of: "-") {
      try self.init(text, from: text[..<dash], to: text[text.index(after: dash)...])
    } else {
      guard let address = IPAddress(text) else { throw .notARange(text) }
      self.init(first: address, last: address)
    }
    guard !first.isNoMachine, !last.isNoMachine else { throw .noMachine(text) }
  }

  init(first: IPAddress, last: IPAddress) {
    self.first = first
    self.last = last
  }

  /// How many addresses there are, less one: all of IPv6 fits.
  var distance: UInt128 { last.number - first.number }

  private init(_ text: String, block: Substring, prefix: Substring) throws(RangeError) {
    guard let address = IPAddress(String(block)), let length = Int(digits: prefix) else { throw .notARange(text) }
    let bits = address.family.bits
    guard length <= bits else { throw .prefixTooLong(text, limit: bits) }
    let hosts = bits - length
    // Shifting by all 128 bits is allowed and leaves zero.
    let rest = ~(UInt128.max << hosts)
    var (low, high) = (address.number & ~rest, address.number | rest)
    if address.family == .v4, hosts > 1 { (low, high) = (low + 1, high - 1) }
    self.init(first: IPAddress(address.family, low), last: IPAddress(address.family, high))
  }

  private init(_ text: String, from start: Substring, to end: Substring) throws(RangeError) {
    guard let first = IPAddress(String(start)) else { throw .notARange(text) }
    let last: IPAddress
    if first.family == .v4, let part = Int(digits: end), part <= 255 {
      last = IPAddress(.v4, first.number & ~0xFF | UInt128(part))
    } else if let address = IPAddress(String(end)) {
      last = address
    } else {
      throw .notARange(text)
    }
    guard first.family == last.family else { throw .twoFamilies(text) }
    guard first <= last else { throw .backwards(text) }
    self.init(first: first, last: last)
  }
}

extension Int {
  /// A decimal number of one to three digits.
  fileprivate init?(digits text: Substring) {
    guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    self.init(text)
  }
}

/// Why addresses cannot be swept. The description is a sentence for the operator.
public enum RangeError: Error, Hashable, Sendable, CustomStringConvertible {
  case notARange(String)
  case prefixTooLong(String, limit: Int)
  case twoFamilies(String)
  case backwards(String)
  case noMachine(String)
  case tooMany
  case none

  public var description: String {
    switch self {
    case .notARange(let text):
      "'\(text)' is no address, range or block. Write 192.0.2.7, 192.0.2.1-192.0.2.40, 192.0.2.1-40 or 192.0.2.0/24; "
        + "IPv6 likewise. Names are not looked up."
    case .prefixTooLong(let text, let limit): "The prefix of \(text) is longer than the \(limit) bits of the address."
    case .twoFamilies(let text): "\(text) begins with one kind of address and ends with the other."
    case .backwards(let text): "\(text) ends before it begins."
    case .noMachine(let text):
      "\(text) has addresses of no single machine in it (multicast, broadcast or unspecified). Leave them out."
    case .tooMany:
      "These are more than \(AddressList.limit) addresses, which is what one sweep takes (a /16). Sweep one part at a time."
    case .none: "No address to look at. Name some, such as 192.0.2.0/24, or a file of them with --from."
    }
  }
}
