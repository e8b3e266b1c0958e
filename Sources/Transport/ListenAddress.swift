internal import NIOCore

/// An address to serve HTTP on, written `http://127.0.0.1:8623` or `https://[::1]:8624`.
public struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
  /// DASH's ports for HTTP (oob-ws-http) and HTTPS (oob-ws-https), used when none is written.
  public static let defaultPort = 623
  public static let defaultTLSPort = 664
  /// Where clients of Windows Remote Management look for HTTPS.
  public static let remoteManagementTLSPort = 5986

  /// An IPv4 or IPv6 address without brackets.
  public var host: String
  /// 0 lets the system choose.
  public var port: Int
  /// HTTPS.
  public var usesTLS: Bool

  /// Any combination; one that is no address fails when the server starts on it.
  public init(host: String, port: Int, usesTLS: Bool = false) {
    self.host = host
    self.port = port
    self.usesTLS = usesTLS
  }

  /// One of the addresses of this board: not all of them, which nobody may have meant.
  public init(parsing text: String) throws(ListenAddressError) {
    guard let (scheme, rest) = text.schemeAndRest else { throw .notAnAddress(text) }
    guard scheme == "http" || scheme == "https" else { throw .notAnAddress(text) }
    let usesTLS = scheme == "https"
    var authority = rest
    if authority.last == "/" { authority.removeLast() }
    guard let (host, port) = Self.split(authority, usesTLS ? Self.defaultTLSPort : Self.defaultPort) else {
      throw .notAnAddress(text)
    }
    guard let address = try? SocketAddress(ipAddress: host, port: port) else { throw .notAnIPAddress(text) }
    // Brackets and only brackets say that the colons belong to the address.
    guard (address.protocol == .inet6) == authority.hasPrefix("[") else { throw .notAnAddress(text) }
    guard !address.isEveryAddress else { throw .everyAddress(text) }
    self.init(host: address.ipAddress ?? host, port: port, usesTLS: usesTLS)
  }

  /// HTTPS at an address alone, on the ports where clients of DASH and of Windows Remote Management look for it. Nil
  /// when it is not an address.
  public static func secure(at host: String) throws(ListenAddressError) -> [ListenAddress]? {
    guard let address = try? SocketAddress(ipAddress: host, port: 0) else { return nil }
    guard !address.isEveryAddress else { throw .everyAddress(host) }
    return [defaultTLSPort, remoteManagementTLSPort].map {
      ListenAddress(host: address.ipAddress ?? host, port: $0, usesTLS: true)
    }
  }

  public var description: String {
    "\(usesTLS ? "https" : "http")://\(Self.authority(host, port))"
  }

  /// What `split` takes apart.
  static func authority(_ host: String, _ port: Int) -> String {
    host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
  }

  /// `address`, `address:port` or `[address]:port`, the address as it stands.
  static func split(_ authority: Substring, _ defaultPort: Int) -> (host: String, port: Int)? {
    let host: Substring
    let rest: Substring
    if authority.first == "[" {
      guard let end = authority.firstIndex(of: "]") else { return nil }
      host = authority[authority.index(after: authority.startIndex)..<end]
      rest = authority[authority.index(after: end)...]
    } else {
      let end = authority.firstIndex(of: ":") ?? authority.endIndex
      host = authority[..<end]
      rest = authority[end...]
    }
    guard !host.isEmpty else { return nil }
    if rest.isEmpty { return (String(host), defaultPort) }
    let digits = rest.dropFirst()
    guard rest.first == ":", !digits.isEmpty, digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= $0 }),
      let port = UInt16(digits)
    else { return nil }
    return (String(host), Int(port))
  }
}

/// Why a listen address cannot be used. The description is a sentence for the operator.
public enum ListenAddressError: Error, Hashable, Sendable, CustomStringConvertible {
  case notAnAddress(String)
  case notAnIPAddress(String)
  /// `0.0.0.0` or `::`.
  case everyAddress(String)

  public var description: String {
    switch self {
    case .notAnAddress(let text):
      "\(text) is not a listen address. Write it like https://192.0.2.7:664 or http://[::1]:8623."
    case .notAnIPAddress(let text):
      "\(text) does not name an IP address. Write the address to listen on itself, like http://127.0.0.1:8623."
    case .everyAddress(let text):
      "\(text) stands for every address of this board, now and later. Name those to listen on; where they are not known "
        + "beforehand, have systemd open the socket (lanternd.socket)."
    }
  }
}

extension SocketAddress {
  /// Zeros, which to a socket mean all addresses of its family; or the IPv4 ones written as IPv6.
  fileprivate var isEveryAddress: Bool {
    switch self {
    case .v4: ipAddress == "0.0.0.0"
    case .v6: ipAddress == "::" || ipAddress == "::ffff:0.0.0.0"
    case .unixDomainSocket: false
    }
  }
}
