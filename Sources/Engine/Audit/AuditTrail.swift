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

/// The file `audit.jsonl`: one JSON object a line, only ever appended to, readable by its owner alone.
///
/// The directory (0700) and the file (0600) are made when they are first needed, and after every failure the file is
/// opened anew, so that a volume mounted late or a full disk emptied needs no restart. A line that was cut short by a
/// full disk or a power failure is closed by a line feed before the next record. When the file is moved away or
/// deleted, the next record begins a new one.
public final class AuditTrail: AuditWriter {
  public let path: String
  private let directory: String
  private let descriptor = Mutex<Int32>(-1)

  public init(directory: String) {
    self.directory = directory
    path = directory + "/audit.jsonl"
  }

  deinit {
    descriptor.withLock { if $0 >= 0 { close($0) } }
  }

  public func append(_ record: AuditRecord) throws(AuditFailure) {
    let line = record.line
    let problem = descriptor.withLock { descriptor -> AuditFailure? in
      do throws(AuditFailure) {
        if descriptor >= 0, !isInPlace(descriptor) {
          close(descriptor)
          descriptor = -1
        }
        if descriptor < 0 { descriptor = try open() }
        try write(line, to: descriptor)
        return nil
      } catch {
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
        return error
      }
    }
    if let problem { throw problem }
  }

  private func open() throws(AuditFailure) -> Int32 {
    if mkdir(directory, 0o700) != 0, errno != EEXIST { throw failure(directory) }
    let opened = Glibc.open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard opened >= 0 else { throw failure(path) }
    do throws(AuditFailure) {
      // The name must survive a power failure, too.
      let parent = Glibc.open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
      guard parent >= 0 else { throw failure(directory) }
      defer { close(parent) }
      guard fsync(parent) == 0 else { throw failure(directory) }
      if try !endsWithLineFeed(opened) { try write([UInt8(ascii: "\n")], to: opened) }
      return opened
    } catch {
      close(opened)
      throw error
    }
  }

  /// Whether the open file still is the one with the name.
  private func isInPlace(_ descriptor: Int32) -> Bool {
    var opened = stat()
    var named = stat()
    guard fstat(descriptor, &opened) == 0, lstat(path, &named) == 0 else { return false }
    return opened.st_dev == named.st_dev && opened.st_ino == named.st_ino
  }

  private func endsWithLineFeed(_ descriptor: Int32) throws(AuditFailure) -> Bool {
    let length = lseek(descriptor, 0, SEEK_END)
    guard length > 0 else { return true }
    var last: UInt8 = 0
    guard pread(descriptor, &last, 1, length - 1) == 1 else { throw failure(path) }
    return last == UInt8(ascii: "\n")
  }

  private func write(_ line: [UInt8], to descriptor: Int32) throws(AuditFailure) {
    var written: Int
    repeat { written = Glibc.write(descriptor, line, line.count) } while written < 0 && errno == EINTR
    guard written >= 0 else { throw failure(path) }
    guard written == line.count else { throw AuditFailure(message: "\(path): no room for a whole record") }
    guard fdatasync(descriptor) == 0 else { throw failure(path) }
  }

  private func failure(_ path: String) -> AuditFailure {
    AuditFailure(message: "\(path): \(String(cString: strerror(errno)))")
  }
}
