import Glibc

/// Why a data file or directory cannot be read.
public struct FileError: Error, Hashable, CustomStringConvertible {
  public enum Kind: Hashable, Sendable {
    case notFound
    case notPermitted
    case notARegularFile
    /// It holds more than so many bytes.
    case tooLarge(limit: Int)
    /// Any other errno.
    case system(Int32)
  }

  public var path: String
  public var kind: Kind

  public init(path: String, kind: Kind) {
    self.path = path
    self.kind = kind
  }

  init(path: String, errno code: Int32) {
    self.path = path
    kind =
      switch code {
      case ENOENT, ENOTDIR: .notFound
      case EACCES, EPERM: .notPermitted
      case EISDIR: .notARegularFile
      default: .system(code)
      }
  }

  /// A sentence without the path, to stand after `path: error: `.
  public var message: String {
    switch kind {
    case .notFound: "there is no such file."
    case .notPermitted: "it may not be read by this user; check its owner and mode."
    case .notARegularFile: "it is not a regular file."
    case .tooLarge(let limit): "it is larger than \(limit) bytes."
    case .system(let code): "it cannot be read: \(String(cString: strerror(code)))."
    }
  }

  public var description: String { "\(path): \(message)" }
}
