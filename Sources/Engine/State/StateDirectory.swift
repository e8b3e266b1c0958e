import Glibc

/// A directory of small files that survive power cuts: every write is a new file, flushed and renamed into place.
/// Every call may block on the disk.
struct StateDirectory: Sendable {
  /// Larger files than this are not read.
  static let maximumFileSize = 1 << 16

  let path: String

  /// Creates the directory (0700) when its parent is there.
  init(creating path: String) throws(StateFailure) {
    self.path = path
    if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
    if errno == ENOENT {
      throw StateFailure(
        action: "create", path: path, reason: "the directory above it does not exist, create that first")
    }
    throw failure("create", path)
  }

  /// Creates `name` in `parent` (0700), for the parent's owner, whoever this process is.
  init(creating name: String, in parent: StateDirectory) throws(StateFailure) {
    path = parent.path(of: name)
    let isNew = mkdir(path, 0o700) == 0
    guard isNew || errno == EEXIST else { throw failure("create", path) }
    let directory = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard directory >= 0 else { throw failure("open", path) }
    defer { close(directory) }
    if isNew { parent.handOver(directory) }
  }

  /// A directory that is only read from.
  init(existing path: String) { self.path = path }

  func path(of name: String) -> String { "\(path)/\(name)" }

  /// The file's bytes and what identifies this version of it; nil when there is no such file.
  func read(_ name: String) throws(StateFailure) -> (bytes: [UInt8], stamp: FileStamp)? {
    let path = path(of: name)
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    if file < 0, errno == ENOENT { return nil }
    guard file >= 0 else { throw failure("open", path) }
    defer { close(file) }
    guard let stamp = FileStamp(descriptor: file) else { throw failure("read", path) }
    guard stamp.size <= Self.maximumFileSize else {
      throw StateFailure(action: "read", path: path, reason: "it is larger than \(Self.maximumFileSize) bytes")
    }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while bytes.count <= Self.maximumFileSize {
      let count = retrying { Glibc.read(file, &chunk, chunk.count) }
      guard count >= 0 else { throw failure("read", path) }
      if count == 0 { break }
      bytes += chunk[..<count]
    }
    return (bytes, stamp)
  }

  /// What identifies the version of a file that is in place now; nil when there is none.
  func stamp(of name: String) -> FileStamp? { FileStamp(path: path(of: name)) }

  /// Replaces a file (0600, owned by the directory's owner) so that readers and power cuts see the old bytes or the
  /// new ones, never a mixture. Hold the lock.
  func write(_ bytes: [UInt8], to name: String) throws(StateFailure) {
    let target = path(of: name)
    let temporary = target + ".new"
    unlink(temporary)
    let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw failure("create", temporary) }
    do throws(StateFailure) {
      defer { close(file) }
      handOver(file)
      try writeAll(bytes, to: file, temporary)
      guard fsync(file) == 0 else { throw failure("write", temporary) }
    } catch {
      unlink(temporary)
      throw error
    }
    guard rename(temporary, target) == 0 else { throw failure("replace", target) }
    try flush()
  }

  /// Runs `body` while no other process or thread is inside a `withLock` of this directory. `failed` says what is thrown
  /// when the lock cannot be had.
  func withLock<Result, Failure: Error>(
    failed: (StateFailure) -> Failure, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let file: Int32
    do throws(StateFailure) { file = try openLock("lock") } catch { throw failed(error) }
    defer { close(file) }
    guard retrying({ Int(flock(file, LOCK_EX)) }) == 0 else { throw failed(failure("lock", path(of: "lock"))) }
    return try body()
  }

  /// A descriptor of a file that only serves for flock(2).
  func openLock(_ name: String) throws(StateFailure) -> Int32 {
    let path = path(of: name)
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw failure("open", path) }
    handOver(file)
    return file
  }

  /// Removes a file; one that is not there is no failure. Hold the lock.
  func remove(_ name: String) throws(StateFailure) {
    let path = path(of: name)
    guard unlink(path) == 0 || errno == ENOENT else { throw failure("remove", path) }
    try flush()
  }

  /// Gives a file that cannot be used another name, so that it can be looked at and is not read again.
  func setAside(_ name: String) throws(StateFailure) -> String {
    let (old, new) = (path(of: name), path(of: name + ".broken"))
    guard rename(old, new) == 0 else { throw failure("rename", old) }
    return new
  }

  /// What root writes must stay readable for the agent, which usually is not root.
  private func handOver(_ file: Int32) {
    var directory = stat()
    guard geteuid() == 0, stat(path, &directory) == 0 else { return }
    _ = fchown(file, directory.st_uid, directory.st_gid)
  }

  private func writeAll(_ bytes: [UInt8], to file: Int32, _ path: String) throws(StateFailure) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        retrying { Glibc.write(file, buffer.baseAddress! + written, buffer.count - written) }
      }
      guard count > 0 else { throw failure("write", path) }
      written += count
    }
  }

  /// Makes a rename survive a power cut.
  private func flush() throws(StateFailure) {
    let directory = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { throw failure("open", path) }
    defer { close(directory) }
    guard fsync(directory) == 0 else { throw failure("flush", path) }
  }

  private func failure(_ action: String, _ path: String) -> StateFailure {
    StateFailure(action: action, path: path, reason: String(cString: strerror(errno)))
  }
}

/// Tells one version of a file from the next.
struct FileStamp: Hashable, Sendable {
  let size: Int64
  /// Whether somebody other than the owner may read it.
  let isExposed: Bool
  private let device: UInt64
  private let inode: UInt64
  private let seconds: Int64
  private let nanoseconds: Int64

  init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  private init(_ status: stat) {
    size = Int64(status.st_size)
    isExposed = status.st_mode & 0o077 != 0
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    seconds = Int64(status.st_mtim.tv_sec)
    nanoseconds = Int64(status.st_mtim.tv_nsec)
  }
}

/// Repeats a system call that a signal interrupted.
private func retrying(_ call: () -> Int) -> Int {
  while true {
    let result = call()
    if result != -1 || errno != EINTR { return result }
  }
}
