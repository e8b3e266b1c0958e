import Glibc

/// The names of the trail's files: `audit.jsonl`, which is written to, and the older ones, `audit.1.jsonl` and on.
enum AuditFiles {
  /// The name of a generation; 0 is the one written to.
  static func name(_ generation: Int) -> String { generation == 0 ? "audit.jsonl" : "audit.\(generation).jsonl" }

  /// The generations there are in a directory, newest first. Never more than the most that can be set.
  static func present(in directory: String) throws(StateFailure) -> [Int] {
    var present: [Int] = []
    for generation in 0..<AuditLimits.filesRange.upperBound {
      let path = "\(directory)/\(name(generation))"
      var status = stat()
      if lstat(path, &status) == 0 {
        present.append(generation)
      } else if errno != ENOENT {
        throw StateFailure(action: "open", path: path, reason: String(cString: strerror(errno)))
      }
    }
    return present
  }

  /// Whether an open file still is the one with the name.
  static func isInPlace(_ descriptor: Int32, _ path: String) -> Bool {
    var opened = stat()
    var named = stat()
    return fstat(descriptor, &opened) == 0 && lstat(path, &named) == 0 && opened.st_dev == named.st_dev
      && opened.st_ino == named.st_ino
  }
}
