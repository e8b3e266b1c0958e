/// Where the kernel's files are.
public struct SystemFiles: Hashable, Sendable {
  /// A directory that stands for `/`; empty for `/` itself.
  public var root: String

  public init(root: String = "") { self.root = root }

  /// Where a file really is.
  public func path(_ path: String) -> String { root + path }
}
