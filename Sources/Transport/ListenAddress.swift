internal import NIOCore

/// An address to serve HTTP on, written `http://127.0.0.1:8623` or `http://[::1]:8623`.
public struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
  /// DASH's port for HTTP (oob-ws-http), used when none is written.
  public static let defaultPort = 623

  /// An IPv4 or IPv6 address without brackets.
  public var host: String
  /// 0 lets the system choose.
  public var port: Int

  /// Any combination; one that is no address fails when the server starts on it.
  public init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  public init(parsing text: String) throws(ListenAddressError) {
    guard let (scheme, rest) = text.schemeAndRest else { throw .notAnAddress(text) }
    switch scheme {
    case "http": break
    case "https": throw .needsTLS(text)
    default: throw .notAnAddress(text)
    }
    var authority = rest
    if authority.last == "/" { authority.removeLast() }
    guard let (host, port) = Self.split(authority) else { throw .notAnAddress(text) }
    guard let address = try? SocketAddress(ipAddress: host, port: port) else { throw .notAnIPAddress(text) }
    // Brackets and only brackets say that the colons belong to the address.
    guard (address.protocol == .inet6) == authority.hasPrefix("[") else { throw .notAnAddress(text) }
    self.init(host: host, port: port)
  }

  public var description: String { host.contains(":") ? "http://[\(host)]:\(port)" : "http://\(host):\(port)" }

  private static func split(_ authority: Substring) -> (host: String, port: Int)? {
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
  case needsTLS(String)

  public var description: String {
    switch self {
    case .notAnAddress(let text):
      "\(text) is not a listen address. Write it like http://127.0.0.1:8623 or http://[::1]:8623."
    case .notAnIPAddress(let text):
      "\(text) does not name an IP address. Write the address to listen on itself, like http://127.0.0.1:8623."
    case .needsTLS(let text):
      "\(text) asks for TLS, which this version does not have yet: it serves HTTP only, and only on addresses named "
        + "explicitly. Use http:// on a network you trust."
    }
  }
}
