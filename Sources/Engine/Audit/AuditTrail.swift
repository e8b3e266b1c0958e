import Glibc
import Model
import Synchronization

/// Where audit records go. Called on the monitor's thread; may block.
public protocol AuditWriter: Sendable {
  /// Returns once the record is on stable storage.
  func append(_ record: AuditRecord) throws(AuditFailure)
}

/// Why a record could not be written, as a part of a sentence: `/var/lib/lantern/audit.jsonl: No space left on device`.
public struct AuditFailure: Error, Hashable, Sendable {
  public var message: String
  public init(message: String) { self.message = message }
}

/// The file `audit.jsonl` and the older ones beside it: one JSON object a line, only ever appended to, readable by its
/// owner alone. Each record has a number and the hash of what is before it; `audit.head` says where the trail begins
/// and ends. One process writes.
///
/// The directory (0700) and the file (0600) are made when they are first needed, and after every failure the file is
/// opened anew, so that a volume mounted late or a full disk emptied needs no restart. A line that was cut short by a
/// full disk or a power failure is closed by a line feed before the next record, whose hash covers it. When the file is
/// full it becomes `audit.1.jsonl`, and when it is moved away or deleted, the next record begins a new one; numbers and
/// hashes go on.
public final class AuditTrail: AuditWriter {
  public let path: String
  private let directory: String
  private let limits: AuditLimits
  private let state = Mutex(State())

  private struct State {
    var descriptor: Int32 = -1
    var size = 0
    /// Nil until the file was opened once.
    var last: AuditLink?
    /// What the next record builds on: `last`, or lines cut short after it.
    var next = AuditLink.beginning
    /// The number of the oldest record that is kept.
    var first: UInt64?

    mutating func close() {
      if descriptor >= 0 { _ = Glibc.close(descriptor) }
      descriptor = -1
    }
  }

  public init(directory: String, limits: AuditLimits = AuditLimits()) {
    self.directory = directory
    self.limits = limits
    path = directory + "/" + AuditFiles.name(0)
  }

  deinit { state.withLock { $0.close() } }

  public func append(_ record: AuditRecord) throws(AuditFailure) { _ = try add(record) }

  /// As `append`. The number of the record and the hash of its line.
  public func add(_ record: AuditRecord) throws(AuditFailure) -> AuditLink {
    let result = state.withLock { state -> Result<AuditLink, AuditFailure> in
      do throws(AuditFailure) {
        if !AuditFiles.isInPlace(state.descriptor, path) { state.close() }
        if state.descriptor < 0 { try open(&state) }
        return .success(try add(record, to: &state))
      } catch {
        state.close()
        return .failure(error)
      }
    }
    return try result.get()
  }

  private func add(_ record: AuditRecord, to state: inout State) throws(AuditFailure) -> AuditLink {
    let line = record.line(after: state.next)
    // Lines cut short stay in one file with the record that covers them.
    let isFull = state.size > 0 && state.size + line.count > limits.fileSize && state.next == state.last
    if isFull { try rotate(&state) }
    try write(line, to: state.descriptor)
    let link = AuditLink(number: state.next.number + 1, line: line)
    state.size += line.count
    state.last = link
    state.next = link
    if state.first == nil { state.first = link.number }
    try keepHead(state)
    return link
  }

  // MARK: The file

  private func open(_ state: inout State) throws(AuditFailure) {
    if mkdir(directory, 0o700) != 0, errno != EEXIST { throw failure(directory) }
    state.descriptor = Glibc.open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard state.descriptor >= 0 else { throw failure(path) }
    // The name must survive a power failure, too.
    let parent = Glibc.open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard parent >= 0 else { throw failure(directory) }
    defer { close(parent) }
    guard fsync(parent) == 0 else { throw failure(directory) }

    let size = Int(lseek(state.descriptor, 0, SEEK_END))
    guard size >= 0 else { throw failure(path) }
    let tail = AuditTail(try bytes(of: state.descriptor, from: max(0, size - AuditTail.window), size))
    let head = state.last == nil ? try readHead() : nil
    if tail.isOpen { try write([UInt8(ascii: "\n")], to: state.descriptor) }
    let last = tail.last(knowing: state.last ?? head?.last)
    state.size = size
    state.last = last
    state.next = tail.link(after: last)
    if state.first == nil { state.first = head?.first }
    if state.first == nil { state.first = try firstNumber(of: present().max() ?? 0) }
  }

  /// Begins a new file. The head is written before anything moves, so that a crash at any point leaves a chain that
  /// goes on.
  private func rotate(_ state: inout State) throws(AuditFailure) {
    let rotation = AuditRotation(present: try present(), files: limits.files)
    if !rotation.removed.isEmpty, let first = try firstNumber(of: rotation.oldest) { state.first = first }
    try keepHead(state)
    for generation in rotation.removed {
      let old = directory + "/" + AuditFiles.name(generation)
      guard unlink(old) == 0 || errno == ENOENT else { throw failure(old) }
    }
    for generation in rotation.moved {
      let old = directory + "/" + AuditFiles.name(generation)
      guard rename(old, directory + "/" + AuditFiles.name(generation + 1)) == 0 else { throw failure(old) }
    }
    state.close()
    try open(&state)
  }

  private func present() throws(AuditFailure) -> [Int] {
    do { return try AuditFiles.present(in: directory) } catch { throw AuditFailure(error) }
  }

  /// The number of the first record of a file; nil when there is none near its start.
  private func firstNumber(of generation: Int) throws(AuditFailure) -> UInt64? {
    let path = directory + "/" + AuditFiles.name(generation)
    let file = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { throw failure(path) }
    defer { close(file) }
    var start = try bytes(of: file, from: 0, AuditLine.maximumLength)[...]
    while let end = start.firstIndex(of: UInt8(ascii: "\n")) {
      if let record = AuditLine(start[...end]) { return record.number }
      start = start[(end + 1)...]
    }
    return nil
  }

  private func bytes(of file: Int32, from start: Int, _ end: Int) throws(AuditFailure) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: end - start)
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes { buffer in
        pread(file, buffer.baseAddress! + filled, buffer.count - filled, off_t(start + filled))
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure(path) }
      if count == 0 { break }
      filled += count
    }
    return Array(bytes[..<filled])
  }

  private func write(_ line: [UInt8], to descriptor: Int32) throws(AuditFailure) {
    var written: Int
    repeat { written = Glibc.write(descriptor, line, line.count) } while written < 0 && errno == EINTR
    guard written >= 0 else { throw failure(path) }
    guard written == line.count else { throw AuditFailure(message: "\(path): no room for a whole record") }
    guard fdatasync(descriptor) == 0 else { throw failure(path) }
  }

  // MARK: The head

  /// What cannot be understood is as good as none: the next record writes it anew.
  private func readHead() throws(AuditFailure) -> AuditHead? {
    do throws(StateFailure) {
      return try StateDirectory(creating: directory).read(AuditHead.name).flatMap { AuditHead(parsing: $0.bytes) }
    } catch {
      throw AuditFailure(error)
    }
  }

  /// Nobody else writes it, so that no lock is needed.
  private func keepHead(_ state: State) throws(AuditFailure) {
    guard let first = state.first, let last = state.last else { return }
    let head = AuditHead(first: first, last: last)
    do throws(StateFailure) {
      try StateDirectory(creating: directory).write(head.text, to: AuditHead.name)
    } catch {
      throw AuditFailure(error)
    }
  }

  private func failure(_ path: String) -> AuditFailure {
    AuditFailure(message: "\(path): \(String(cString: strerror(errno)))")
  }
}

extension AuditFailure {
  init(_ failure: StateFailure) { self.init(message: "\(failure.path): \(failure.reason)") }
}
