import Glibc
import IPMIWire

/// The agent's end of a running worker. Belongs to one thread; nothing here blocks for longer than it takes the
/// kernel to end a killed process.
struct WorkerConnection {
  /// Why a connection is of no more use.
  enum Failure: Error {
    case closed
    case unreadable(WireError)
    case notReading
  }

  /// More than all commands of a board at once; beyond it the worker has stopped reading.
  private static let maximumOutgoing = 1 << 20

  private let worker: LaunchedWorker
  private var decoder = FrameDecoder()
  private var outgoing: [UInt8] = []

  init(_ worker: LaunchedWorker) { self.worker = worker }

  var descriptor: Int32 { worker.descriptor }
  /// Whether something waits for the socket to take it.
  var wantsToWrite: Bool { !outgoing.isEmpty }

  mutating func send(_ message: AgentMessage) throws(Failure) {
    outgoing += message.frame.encoded
    try flush()
    guard outgoing.count <= WorkerConnection.maximumOutgoing else { throw .notReading }
  }

  /// Writes as much as the socket takes now.
  mutating func flush() throws(Failure) {
    while !outgoing.isEmpty {
      let sent = outgoing.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL))
      }
      if sent < 0 && errno == EINTR { continue }
      if sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) { return }
      guard sent > 0 else { throw .closed }
      outgoing.removeFirst(sent)
    }
  }

  /// What has arrived, without waiting for more.
  mutating func receive() throws(Failure) -> [WorkerMessage] {
    var buffer = [UInt8](repeating: 0, count: 16_384)
    let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
    if count < 0 && (errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK) { return [] }
    guard count > 0 else { throw .closed }
    decoder.append(buffer.prefix(count))
    var messages: [WorkerMessage] = []
    do throws(WireError) {
      while let frame = try decoder.next() { messages.append(try WorkerMessage(frame)) }
    } catch {
      throw .unreadable(error)
    }
    return messages
  }

  /// Ends the worker, politely for `grace` and then at once, and reaps it.
  consuming func end(graceMilliseconds grace: Int32) {
    if grace > 0 { try? send(.stop) }
    shutdown(descriptor, Int32(SHUT_WR))
    defer { close(descriptor) }
    guard let process = worker.process else { return }
    if grace > 0 {
      // Both directions closed: the worker let go of its end.
      var entry = pollfd(fd: descriptor, events: 0, revents: 0)
      poll(&entry, 1, grace)
    }
    kill(process, SIGKILL)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
  }
}
