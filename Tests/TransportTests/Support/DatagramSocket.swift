import Glibc
import Transport

/// A UDP socket of the system's that talks to one address.
final class DatagramSocket {
  struct Failure: Error {}

  private let descriptor: Int32

  init(to address: PresenceAddress, from source: String? = nil) throws {
    let remote = try Self.resolve(address.host, address.port)
    defer { freeaddrinfo(remote) }
    descriptor = socket(remote.pointee.ai_family, remote.pointee.ai_socktype, 0)
    var limit = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    if let source {
      let local = try Self.resolve(source, 0)
      defer { freeaddrinfo(local) }
      guard bind(descriptor, local.pointee.ai_addr, local.pointee.ai_addrlen) == 0 else { throw Failure() }
    }
    guard connect(descriptor, remote.pointee.ai_addr, remote.pointee.ai_addrlen) == 0 else { throw Failure() }
  }

  deinit { close(descriptor) }

  func send(_ bytes: [UInt8]) {
    _ = bytes.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
  }

  /// The next datagram; nil when there is none within twenty seconds.
  func receive() -> [UInt8]? {
    var datagram = [UInt8](repeating: 0, count: 2048)
    let count = recv(descriptor, &datagram, datagram.count, 0)
    return count >= 0 ? Array(datagram[..<count]) : nil
  }

  /// How many datagrams have arrived and not been received; they are lost.
  func waiting() -> Int {
    var byte: UInt8 = 0
    var count = 0
    while recv(descriptor, &byte, 1, Int32(MSG_DONTWAIT)) >= 0 { count += 1 }
    return count
  }

  private static func resolve(_ host: String, _ port: Int) throws -> UnsafeMutablePointer<addrinfo> {
    var hints = addrinfo()
    hints.ai_flags = AI_NUMERICHOST
    hints.ai_socktype = Int32(SOCK_DGRAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, String(port), &hints, &list) == 0, let list else { throw Failure() }
    return list
  }
}
