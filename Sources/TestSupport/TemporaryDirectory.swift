public import Glibc

/// A directory of its own for one test, removed with everything in it when the object goes.
public final class TemporaryDirectory: Sendable {
  public let path: String

  public init() {
    var template = Array("/tmp/lantern-test-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { fatalError("no directory can be made in /tmp") }
    path = String(cString: made)
  }

  deinit { Self.remove(path) }

  /// Links are removed, not followed.
  private static func remove(_ path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      unlink(path)
      return
    }
    for name in names(in: path) { remove("\(path)/\(name)") }
    rmdir(path)
  }

  private static func names(in path: String) -> [String] {
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// What is in it, sorted.
  public var names: [String] { Self.names(in: path) }

  /// The path of what has this name in it; names may have slashes.
  public func path(of name: String) -> String { "\(path)/\(name)" }

  /// The start of a file, up to 64 KiB; nil when there is none.
  public func text(of name: String) -> String? {
    guard let file = fopen(path(of: name), "r") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self)
  }

  /// Makes a file, with the directories above it.
  public func write(_ text: String, to name: String) { write(bytes: Array(text.utf8), to: name) }

  /// Makes a file, with the directories above it.
  public func write(bytes: [UInt8], to name: String) {
    for (place, character) in name.enumerated() where character == "/" {
      mkdir(path(of: String(name.prefix(place))), 0o755)
    }
    guard let file = fopen(path(of: name), "w") else { fatalError("\(path(of: name)) cannot be written") }
    defer { fclose(file) }
    fwrite(bytes, 1, bytes.count, file)
  }

  /// Permission bits.
  public func mode(of name: String) -> mode_t? {
    var status = stat()
    return stat(path(of: name), &status) == 0 ? status.st_mode & 0o7777 : nil
  }
}
