internal import Glibc

/// An IPv4 or IPv6 address. IPv4 addresses come before IPv6 ones, and each by their number.
public struct IPAddress: Hashable, Comparable, Sendable, CustomStringConvertible {
  public enum Family: Int, Hashable, Sendable {
    case v4
    case v6

    var bits: Int { self == .v4 ? 32 : 128 }
  }

  public let family: Family
  /// The address as a number; below 2³² for IPv4.
  let number: UInt128

  init(_ family: Family, _ number: UInt128) {
    self.family = family
    self.number = number
  }

  /// Written as numbers, IPv6 without brackets. Nil for names, for zones such as `%eth0`, and for shortened IPv4
  /// addresses.
  public init?(_ text: String) {
    var bytes: [UInt8] = Array(repeating: 0, count: 16)
    if inet_pton(AF_INET, text, &bytes) == 1 {
      self.init(.v4, UInt128(bigEndianBytes: bytes[..<4]))
    } else if inet_pton(AF_INET6, text, &bytes) == 1 {
      self.init(.v6, UInt128(bigEndianBytes: bytes[...]))
    } else {
      return nil
    }
  }

  public var description: String {
    let bytes = stride(from: family.bits - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    inet_ntop(family == .v4 ? AF_INET : AF_INET6, bytes, &text, socklen_t(text.count))
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// As it stands in a URL, or before a port.
  public var inURL: String { family == .v6 ? "[\(self)]" : description }

  public static func < (a: IPAddress, b: IPAddress) -> Bool {
    (a.family.rawValue, a.number) < (b.family.rawValue, b.number)
  }

  /// Stands for many machines, or for none.
  var isNoMachine: Bool {
    switch family {
    case .v4: number >= 0xE000_0000 || number >> 24 == 0
    case .v6: number >> 120 == 0xFF || number == 0
    }
  }
}

extension UInt128 {
  fileprivate init(bigEndianBytes bytes: ArraySlice<UInt8>) { self = bytes.reduce(0) { $0 << 8 | UInt128($1) } }
}
