import Glibc
import Transport

/// Raw bytes in and out of a server on loopback. Every call blocks; none waits longer than twenty seconds.
final class LoopbackClient {
  struct Answer {
    var status: Int
    var fields: [String: String]
    var body: String
  }

  struct Failure: Error {}

  private let descriptor: Int32
  /// Kept as long as the client: the server it talks to.
  private let server: AnyObject?
  private var received: [UInt8] = []

  init(_ address: ListenAddress, of server: AnyObject? = nil) throws {
    self.server = server
    var hints = addrinfo()
    hints.ai_flags = AI_NUMERICHOST
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(address.host, String(address.port), &hints, &list) == 0, let info = list?.pointee else {
      throw Failure()
    }
    defer { freeaddrinfo(list) }
    descriptor = socket(info.ai_family, info.ai_socktype, 0)
    var limit = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    guard connect(descriptor, info.ai_addr, info.ai_addrlen) == 0 else { throw Failure() }
  }

  deinit { close(descriptor) }

  /// False once the server has gone.
  @discardableResult
  func send(_ text: String) -> Bool {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      bytes = bytes.dropFirst(count)
    }
    return true
  }

  func closeSending() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// The next answer, 1xx ones included; nil when the connection ends first.
  func answer() -> Answer? {
    var end = headEnd()
    while end == nil {
      guard receive() else { return nil }
      end = headEnd()
    }
    let lines = String(decoding: received[..<end!], as: UTF8.self).split(separator: "\r\n")
    received.removeFirst(end! + 4)
    var fields: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      fields[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
    }
    let length = fields["content-length"].flatMap { Int($0) } ?? 0
    while received.count < length { guard receive() else { return nil } }
    defer { received.removeFirst(length) }
    return Answer(
      status: Int(lines[0].split(separator: " ")[1])!, fields: fields,
      body: String(decoding: received[..<length], as: UTF8.self))
  }

  /// Everything up to the end of the connection; nil when it does not end.
  func rest() -> String? {
    while receive() {}
    return hasEnded ? String(decoding: received, as: UTF8.self) : nil
  }

  private var hasEnded = false

  private func receive() -> Bool {
    var chunk = [UInt8](repeating: 0, count: 65536)
    let count = recv(descriptor, &chunk, chunk.count, 0)
    if count == 0 || (count < 0 && errno == ECONNRESET) { hasEnded = true }
    guard count > 0 else { return false }
    received += chunk[..<count]
    return true
  }

  private func headEnd() -> Int? {
    let mark = Array("\r\n\r\n".utf8)
    guard received.count >= 4 else { return nil }
    return (0...(received.count - 4)).first { received[$0..<($0 + 4)].elementsEqual(mark) }
  }
}
