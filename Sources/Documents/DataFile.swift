import Glibc

/// Reads data files whole, with a bound.
public enum DataFile {
  /// The bytes of a regular file of at most `limit` bytes.
  public static func read(_ path: String, limit: Int = 1 << 20) throws(FileError) -> [UInt8] {
    // Not blocking, so that a FIFO in the way cannot hang the start.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw FileError(path: path, errno: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError(path: path, errno: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw FileError(path: path, kind: .notARegularFile) }
    guard status.st_size <= limit else { throw FileError(path: path, kind: .tooLarge(limit: limit)) }
    return try contents(of: descriptor, path: path, limit: limit, expected: Int(status.st_size))
  }

  /// Goes by what is read, not by the size: files under /proc and /sys say 0, and others may grow meanwhile.
  private static func contents(
    of descriptor: Int32, path: String, limit: Int, expected: Int
  ) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(expected)
    var chunk = [UInt8](repeating: 0, count: min(max(expected + 1, 4096), 65536))
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError(path: path, errno: errno)
      }
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk[..<count])
      if bytes.count > limit { throw FileError(path: path, kind: .tooLarge(limit: limit)) }
    }
  }

  /// The names in a directory that end in `suffix`, hidden ones left out, in the order of their bytes, so that every
  /// machine loads them alike.
  public static func list(_ directory: String, suffix: String = "") throws(FileError) -> [String] {
    guard let stream = opendir(directory) else { throw FileError(path: directory, errno: errno) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix("."), name.hasSuffix(suffix) { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}
