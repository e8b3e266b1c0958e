import Glibc

/// A file that is read once from its beginning: of the operating system, of the device tree, of sysfs.
struct HostFile: ~Copyable {
  private let descriptor: CInt

  /// Opens a file; the reason why not is the kernel's. What is no regular file could block, and is refused.
  init(_ path: String) throws(HostFileProblem) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { throw HostFileProblem(reason: String(cString: strerror(errno))) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw HostFileProblem(reason: "it is not a regular file")
    }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// `count` bytes from `offset` on; fewer at the end.
  func read(_ count: Int, at offset: Int = 0) throws(HostFileProblem) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = bytes.withUnsafeMutableBytes { buffer in
        pread(descriptor, buffer.baseAddress! + filled, count - filled, off_t(offset + filled))
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw HostFileProblem(reason: String(cString: strerror(errno))) }
      if got == 0 { break }
      filled += got
    }
    return Array(bytes.prefix(filled))
  }
}

/// Why a file cannot be read, in the kernel's words.
struct HostFileProblem: Error {
  var reason: String
}
