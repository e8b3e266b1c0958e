import Glibc
import Transport

/// A TCP connection of the system's, without any library in between.
final class Socket: ByteStream {
  private let descriptor: Int32

  init(_ address: ListenAddress) throws {
    var hints = addrinfo()
    hints.ai_flags = AI_NUMERICHOST
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(address.host, String(address.port), &hints, &list) == 0, let info = list?.pointee else {
      throw LoopbackClient.Failure()
    }
    defer { freeaddrinfo(list) }
    descriptor = socket(info.ai_family, info.ai_socktype, 0)
    var limit = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    guard connect(descriptor, info.ai_addr, info.ai_addrlen) == 0 else {
      close(descriptor)
      throw LoopbackClient.Failure()
    }
  }

  deinit { close(descriptor) }

  func send(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  func closeSending() { shutdown(descriptor, Int32(SHUT_WR)) }

  func receive() -> Received {
    var chunk = [UInt8](repeating: 0, count: 65536)
    let count = recv(descriptor, &chunk, chunk.count, 0)
    if count > 0 { return .bytes(Array(chunk[..<count])) }
    return count == 0 || errno == ECONNRESET ? .end : .nothing
  }
}
