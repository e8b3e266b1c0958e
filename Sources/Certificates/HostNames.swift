import Glibc

/// What this machine is called.
public enum HostNames {
  /// Its host name, `localhost`, and the addresses of all its interfaces. Does not ask the network.
  public static func local() -> SubjectNames {
    var names = SubjectNames()
    if let host = hostName { names.add(host) }
    names.add("localhost")
    for address in ["127.0.0.1", "::1"] + interfaceAddresses() { names.add(address) }
    return names
  }

  /// As `named`, and then `local`.
  public static func all() -> SubjectNames { named().union(local()) }

  /// Its host name, with its domain first and without, for which the resolver may ask a name server.
  public static func named() -> SubjectNames {
    var names = SubjectNames()
    if let host = hostName {
      if let full = fullName(of: host) { names.add(full) }
      names.add(host)
    }
    return names
  }

  private static var hostName: String? {
    var buffer = [CChar](repeating: 0, count: 256)
    guard gethostname(&buffer, buffer.count - 1) == 0 else { return nil }
    let name = text(buffer)
    return name.isEmpty ? nil : name
  }

  private static func fullName(of host: String) -> String? {
    var hints = addrinfo()
    hints.ai_flags = AI_CANONNAME
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, nil, &hints, &found) == 0 else { return nil }
    defer { freeaddrinfo(found) }
    guard let name = found?.pointee.ai_canonname else { return nil }
    return String(cString: name)
  }

  private static func interfaceAddresses() -> [String] {
    var first: UnsafeMutablePointer<ifaddrs>?
    guard getifaddrs(&first) == 0 else { return [] }
    defer { freeifaddrs(first) }
    var addresses: [String] = []
    for entry in sequence(first: first, next: { $0?.pointee.ifa_next }) {
      guard let address = entry?.pointee.ifa_addr else { continue }
      switch Int32(address.pointee.sa_family) {
      case AF_INET:
        address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { socket in
          withUnsafeBytes(of: socket.pointee.sin_addr) { addresses += [IPText.text($0)].compactMap { $0 } }
        }
      case AF_INET6:
        address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { socket in
          withUnsafeBytes(of: socket.pointee.sin6_addr) { addresses += [IPText.text($0)].compactMap { $0 } }
        }
      default: break
      }
    }
    return addresses
  }

  private static func text(_ buffer: [CChar]) -> String {
    String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
