internal import Glibc
internal import NIOCore

/// A socket on an address of this board, opened by the thread that asks for it: the right to use ports below 1024 may be
/// given up before the event loop's thread begins. Whoever serves on it owns it from then on.
public struct BoundSocket: Hashable, Sendable {
  public let descriptor: Int32

  /// Takes over a descriptor that somebody else has bound, and for TCP made listen.
  public init(adopting descriptor: Int32) { self.descriptor = descriptor }

  /// A TCP socket that listens.
  public init(_ address: ListenAddress) throws(ListenError) {
    do throws(SystemReason) {
      descriptor = try Self.open(SOCK_STREAM, address.host, address.port)
    } catch {
      throw .refused(address, reason: error.text)
    }
  }

  /// A UDP socket.
  public init(_ address: PresenceAddress) throws(PresenceError) {
    do throws(SystemReason) {
      descriptor = try Self.open(SOCK_DGRAM, address.host, address.port)
    } catch {
      throw PresenceError(address: address, reason: error.text)
    }
  }

  /// Gives a socket that listens its full queue of clients that wait to be accepted: swift-nio shortens it when it takes
  /// the socket over.
  func lengthenQueue() { listen(descriptor, Self.backlog) }

  /// For a socket that nobody serves on after all.
  public func close() { _ = Glibc.close(descriptor) }

  private static func open(_ type: __socket_type, _ host: String, _ port: Int) throws(SystemReason) -> Int32 {
    guard let address = try? SocketAddress(ipAddress: host, port: port) else {
      throw SystemReason(text: "\(host) is no IP address")
    }
    let isIPv6 = address.protocol == .inet6
    let descriptor = socket(
      isIPv6 ? AF_INET6 : AF_INET, Int32(type.rawValue) | Int32(SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
    guard descriptor >= 0 else { throw SystemReason() }
    var yes: Int32 = 1
    let size = socklen_t(MemoryLayout<Int32>.size)
    // An IPv4 address is served when it is named, not because an IPv6 one is.
    if isIPv6 { setsockopt(descriptor, Int32(IPPROTO_IPV6), IPV6_V6ONLY, &yes, size) }
    let isStream = type == SOCK_STREAM
    // Connections of the process before that linger do not keep the port.
    if isStream { setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, size) }
    guard address.withSockAddr({ bind(descriptor, $0, socklen_t($1)) }) == 0,
      !isStream || listen(descriptor, backlog) == 0
    else {
      let reason = SystemReason()
      Glibc.close(descriptor)
      throw reason
    }
    return descriptor
  }

  private static let backlog: Int32 = 1024
}

/// What the system says of the call that has just failed.
private struct SystemReason: Error {
  var text = String(cString: strerror(errno))
}

extension BoundSocket {
  /// Where it listens; nil when it is no TCP socket that does.
  public func listenAddress(usesTLS: Bool) -> ListenAddress? {
    guard option(SO_TYPE) == Int32(SOCK_STREAM.rawValue), option(SO_ACCEPTCONN) == 1 else { return nil }
    var storage = sockaddr_storage()
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    return withUnsafeMutablePointer(to: &storage) { storage in
      let raw = UnsafeMutableRawPointer(storage)
      guard getsockname(descriptor, raw.assumingMemoryBound(to: sockaddr.self), &size) == 0 else { return nil }
      let address: SocketAddress
      switch Int32(storage.pointee.ss_family) {
      case AF_INET: address = SocketAddress(raw.assumingMemoryBound(to: sockaddr_in.self).pointee)
      case AF_INET6: address = SocketAddress(raw.assumingMemoryBound(to: sockaddr_in6.self).pointee)
      default: return nil
      }
      guard let host = address.ipAddress, let port = address.port else { return nil }
      return ListenAddress(host: host, port: port, usesTLS: usesTLS)
    }
  }

  private func option(_ name: Int32) -> Int32? {
    var value: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    return getsockopt(descriptor, SOL_SOCKET, name, &value, &size) == 0 ? value : nil
  }
}
