import Glibc

/// Reads a trail from its oldest line to its newest, also while the agent writes it. Memory does not grow with the trail.
public final class AuditReader {
  /// A line as it stands, for showing it.
  public struct Line: Sendable {
    public let place: AuditPlace
    /// With the line feed, if it has one.
    public let bytes: [UInt8]

    /// Its members in their order, numbers as text; nil when it is not a whole record. Values may be remote text.
    public var fields: [(name: String, value: String)]? { AuditLine(bytes) == nil ? nil : JSONLine.fields(of: bytes) }
  }

  /// How often opening is tried over when files are moved meanwhile.
  private static let attempts = 8

  private let directory: String
  private let head: AuditHead?
  /// Oldest first.
  private let files: [(name: String, descriptor: Int32)]

  /// Opens the files of a state directory. The error is a sentence for the operator.
  public init(directory: String) throws(StateFailure) {
    self.directory = directory
    var status = stat()
    guard stat(directory, &status) == 0 else { throw Self.failure("open", directory) }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw StateFailure(action: "open", path: directory, reason: "it is not a directory")
    }
    for _ in 0..<Self.attempts {
      // The head comes first: what is written meanwhile is ahead of it, which does no harm.
      let head = try Self.head(in: directory)
      guard let files = try Self.open(in: directory) else { continue }
      if try Self.head(in: directory)?.first == head?.first {
        (self.head, self.files) = (head, files)
        return
      }
      Self.close(files)
    }
    throw StateFailure(action: "read", path: directory, reason: "its files are being moved, try again")
  }

  deinit { Self.close(files) }

  /// Checks the chain. Returns what it holds, or the first place that is wrong.
  public func verify() throws(StateFailure) -> Result<AuditSummary, AuditBreak> {
    var verifier = AuditVerifier(head: head)
    var found: AuditBreak?
    try forEachLine { line in
      do throws(AuditBreak) {
        try verifier.take(line.bytes, at: line.place)
        return true
      } catch {
        found = error
        return false
      }
    }
    if let found { return .failure(found) }
    return Result { () throws(AuditBreak) in try verifier.finish() }
  }

  /// Hands over every line until `body` returns false. Of a line that is longer than any record only the beginning.
  public func forEachLine(_ body: (Line) -> Bool) throws(StateFailure) {
    for file in files {
      var cutter = LineCutter(limit: AuditLine.maximumLength)
      var number = 0
      func hand(_ bytes: [UInt8]) -> Bool {
        number += 1
        return body(Line(place: AuditPlace(file: file.name, line: number), bytes: bytes))
      }
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = read(file.descriptor, &chunk, chunk.count)
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else { throw Self.failure("read", "\(directory)/\(file.name)") }
        if count == 0 { break }
        guard cutter.take(chunk[..<count], hand) else { return }
      }
      guard cutter.finish(hand) else { return }
    }
  }

  /// Nil when a file was moved between the first and the last that was opened.
  private static func open(in directory: String) throws(StateFailure) -> [(name: String, descriptor: Int32)]? {
    var files: [(name: String, descriptor: Int32)] = []
    var isStable = true
    do throws(StateFailure) {
      for generation in try AuditFiles.present(in: directory).reversed() {
        let name = AuditFiles.name(generation)
        let descriptor = Glibc.open("\(directory)/\(name)", O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        if descriptor < 0, errno == ENOENT {
          isStable = false
          break
        }
        guard descriptor >= 0 else { throw failure("open", "\(directory)/\(name)") }
        files.append((name, descriptor))
      }
      if isStable {
        isStable =
          try files.map(\.name) == AuditFiles.present(in: directory).reversed().map(AuditFiles.name)
          && files.allSatisfy { AuditFiles.isInPlace($0.descriptor, "\(directory)/\($0.name)") }
      }
    } catch {
      close(files)
      throw error
    }
    if isStable { return files }
    close(files)
    return nil
  }

  private static func close(_ files: [(name: String, descriptor: Int32)]) {
    for file in files { _ = Glibc.close(file.descriptor) }
  }

  private static func head(in directory: String) throws(StateFailure) -> AuditHead? {
    try StateDirectory(existing: directory).read(AuditHead.name).flatMap { AuditHead(parsing: $0.bytes) }
  }

  private static func failure(_ action: String, _ path: String) -> StateFailure {
    StateFailure(action: action, path: path, reason: String(cString: strerror(errno)))
  }
}
