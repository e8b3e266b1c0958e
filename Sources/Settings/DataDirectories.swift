import Glibc

/// Where `profiles/` and `board-configs/` are looked for, first found wins file by file: the directory given,
/// `/etc/lantern`, `/usr/share/lantern`, and the tree the program itself was built or installed in.
public enum DataDirectories {
  public static func search(given: String?) -> [String] {
    var found = [String]()
    for candidate in [given, "/etc/lantern", "/usr/share/lantern", besideProgram()] {
      if let candidate, !found.contains(candidate) { found.append(candidate) }
    }
    return found
  }

  /// The path of the running program; nil without /proc.
  private static func program() -> String? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let length = buffer.withUnsafeMutableBytes {
      readlink("/proc/self/exe", $0.baseAddress!.assumingMemoryBound(to: CChar.self), $0.count)
    }
    guard length > 0, length < buffer.count else { return nil }
    return String(decoding: buffer[..<length], as: UTF8.self)
  }

  /// The program's directory.
  public static func programDirectory() -> String? { program().map(parent) }

  /// The nearest directory above the program that holds `profiles/schema`.
  private static func besideProgram() -> String? {
    guard var directory = programDirectory() else { return nil }
    while !directory.isEmpty {
      if access(directory + "/profiles/schema", R_OK) == 0 { return directory }
      directory = parent(directory)
    }
    return nil
  }

  private static func parent(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return String(path[..<slash])
  }
}
