import Glibc

/// What counts as one client wherever clients are counted.
enum ClientNetwork {
  /// An IPv4 address stands for itself, also when it is written in IPv6. Of IPv6 it is the network of 64 bits, as whoever
  /// has one address of it has them all (RFC 4291 2.5.4); but a link-local address, whose network all neighbours share,
  /// stands for itself. Any other text is returned as it is.
  static func of(_ address: String) -> String {
    guard address.utf8.contains(UInt8(ascii: ":")) else { return address }
    var octets = [UInt8](repeating: 0, count: 16)
    guard inet_pton(AF_INET6, address, &octets) == 1 else { return address }
    if octets[..<10].allSatisfy({ $0 == 0 }), octets[10] == 0xFF, octets[11] == 0xFF {
      return octets[12...].map(String.init).joined(separator: ".")
    }
    let isLinkLocal = octets[0] == 0xFE && octets[1] & 0xC0 == 0x80
    if isLinkLocal { return address }
    let groups = stride(from: 0, to: 8, by: 2).map { String(Int(octets[$0]) << 8 | Int(octets[$0 + 1]), radix: 16) }
    return groups.joined(separator: ":") + "::/64"
  }
}
