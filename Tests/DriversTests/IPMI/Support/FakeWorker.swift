import Glibc
import IPMIWire
import Model
import Synchronization

@testable import Drivers

/// The other end of the socket, in the hands of a test.
final class FakeWorker: Sendable {
  private let descriptor: Int32
  private let decoder = Mutex(FrameDecoder())

  init(descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  func send(_ message: WorkerMessage) { send(message.frame.encoded) }

  func send(_ bytes: [UInt8]) { _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) } }

  /// The next message from the agent; nil when it closed the socket, or after a long time without one.
  func receive() -> AgentMessage? {
    decoder.withLock { decoder in
      while true {
        if let frame = try? decoder.next() { return try? AgentMessage(frame) }
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&entry, 1, 60_000) > 0 else { return nil }
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = read(descriptor, &buffer, buffer.count)
        guard count > 0 else { return nil }
        decoder.append(buffer.prefix(count))
      }
    }
  }

  func hangUp() { shutdown(descriptor, Int32(SHUT_RDWR)) }
}

/// Makes a `FakeWorker` for every launch, or fails.
final class FakeLauncher: WorkerLauncher {
  private let workers = Mutex<[FakeWorker]>([])
  private let failure: String?

  init(failure: String? = nil) { self.failure = failure }

  /// The worker of the latest launch, once there were so many.
  func worker(_ number: Int = 1) -> FakeWorker? {
    waitUntil { workers.withLock { $0.count >= number ? $0[number - 1] : nil } }
  }

  func launch() throws(LaunchFailure) -> LaunchedWorker {
    if let failure { throw LaunchFailure(message: failure) }
    var ends: [Int32] = [-1, -1]
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
      throw LaunchFailure(message: "no socket")
    }
    workers.withLock { $0.append(FakeWorker(descriptor: ends[1])) }
    return LaunchedWorker(descriptor: ends[0], process: nil)
  }
}
