import Glibc
public import Model
import Synchronization

/// A recording while it is made: a text of `TrafficLine`s that buses share. Any thread.
///
/// It ends with a remark at 64 MiB, which is a day of a board with a hundred readings a second or so.
public final class TrafficLog: Sendable {
  private let write: @Sendable (String) -> Void
  private let time: any TimeSource
  private let start: Instant
  private let room: Mutex<Int>

  /// `write` takes lines with their ends, one at a time.
  public init(time: any TimeSource, room: Int = 64 << 20, write: @escaping @Sendable (String) -> Void) {
    self.write = write
    self.time = time
    self.room = Mutex(room)
    start = time.now()
  }

  /// A new file, which only its owner may read: chips tell serial numbers. The error is an errno.
  public convenience init(path: String, time: any TimeSource) throws(I2COpenProblem) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw I2COpenProblem(code: errno) }
    // Open for as long as the agent runs.
    self.init(time: time) { line in
      var line = line
      line.withUTF8 { _ = Glibc.write(file, $0.baseAddress, $0.count) }
    }
  }

  func add(_ content: TrafficLine.Content, bus: String) {
    room.withLock { room in
      guard room > 0 else { return }
      let line = TrafficLine(at: time.now() - start, bus: bus, content).text + "\n"
      room -= line.utf8.count
      write(room > 0 ? line : "# The recording is full.\n")
    }
  }
}
