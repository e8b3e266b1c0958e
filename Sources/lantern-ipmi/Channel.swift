import Glibc
import IPMIWire
import Synchronization

/// The worker's end of the socket pair. Any thread may send; a frame is never mixed with another.
///
/// Sending blocks while the agent does not read. When the agent is gone the process ends: there is nobody left to
/// work for.
final class Channel: Sendable {
  static let descriptor: Int32 = 3

  private let sending = Mutex(())

  func send(_ message: WorkerMessage) {
    let bytes = message.frame.encoded
    sending.withLock { _ in
      var sent = 0
      while sent < bytes.count {
        let count = bytes[sent...].withUnsafeBytes { write(Channel.descriptor, $0.baseAddress, $0.count) }
        if count < 0 && errno == EINTR { continue }
        if count <= 0 { exit(0) }
        sent += count
      }
    }
  }

  /// What the agent sent, as soon as there is something; empty when it closed the socket, nil after `timeout`.
  func receive(timeoutMilliseconds timeout: Int32) -> [UInt8]? {
    var entry = pollfd(fd: Channel.descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&entry, 1, timeout) > 0 else { return nil }
    return [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
      var got: Int
      repeat { got = read(Channel.descriptor, buffer.baseAddress, buffer.count) } while got < 0 && errno == EINTR
      count = max(0, got)
    }
  }
}
