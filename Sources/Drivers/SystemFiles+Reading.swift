import Glibc

/// Why a file of the kernel cannot be read or written.
struct FileProblem: Error, Hashable {
  var code: Int32

  /// In the kernel's words.
  var reason: String { String(cString: strerror(code)) }
}

extension SystemFiles {
  /// The names in a directory, in order; none where there is no such directory.
  func names(in directory: String) -> [String] {
    guard let stream = opendir(path(directory)) else { return [] }
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

  /// The path without links, as seen from `root`; nil where there is no such file.
  func resolved(_ file: String) -> String? {
    guard let whole = realpath(path(file), nil) else { return nil }
    defer { free(whole) }
    let text = String(cString: whole)
    guard !root.isEmpty, let base = realpath(root, nil) else { return text }
    defer { free(base) }
    let prefix = String(cString: base)
    return text.hasPrefix(prefix) ? String(text.dropFirst(prefix.utf8.count)) : text
  }

  /// `count` bytes from `offset` on; fewer at the end. Files of sysfs are read anew with every call.
  func read(_ file: String, _ count: Int, at offset: Int = 0) throws(FileProblem) -> [UInt8] {
    let descriptor = open(path(file), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileProblem(code: errno) }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = bytes.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress! + filled, count - filled, off_t(offset + filled))
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw FileProblem(code: errno) }
      if got == 0 { break }
      filled += got
    }
    bytes.removeLast(count - filled)
    return bytes
  }

  /// The first line of a short file.
  func line(_ file: String) throws(FileProblem) -> String {
    String(decoding: try read(file, 128).prefix { $0 != 0x0a }, as: UTF8.self)
  }

  /// Writes an attribute with one call.
  func write(_ file: String, _ text: String) throws(FileProblem) {
    let descriptor = open(path(file), O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileProblem(code: errno) }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else { throw FileProblem(code: errno) }
  }
}

extension String {
  /// Whether a path ends with these whole components.
  func hasPathEnding(_ ending: String) -> Bool {
    guard hasSuffix(ending) else { return false }
    let before = utf8.dropLast(ending.utf8.count)
    return before.isEmpty || before.last == UInt8(ascii: "/") || ending.hasPrefix("/")
  }

  /// What comes after the last slash.
  var lastPathComponent: String { String(self[(lastIndex(of: "/").map(index(after:)) ?? startIndex)...]) }
}
