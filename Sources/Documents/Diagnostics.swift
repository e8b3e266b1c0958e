/// Collects what is said while data files are loaded, in the order in which it was found.
/// One load uses one of these on one thread.
public final class Diagnostics {
  public private(set) var all: [Diagnostic] = []

  public init() {}

  /// How many errors there are so far; a reader compares it before and after to see whether a record is sound.
  public private(set) var errorCount = 0

  public var hasErrors: Bool { errorCount > 0 }

  public func error(_ message: String, at node: Node) {
    report(.error, message, node.file, node.position)
  }

  public func warning(_ message: String, at node: Node) {
    report(.warning, message, node.file, node.position)
  }

  public func error(_ message: String, file: String, position: SourcePosition? = nil) {
    report(.error, message, file, position)
  }

  private func report(
    _ severity: Diagnostic.Severity, _ message: String, _ file: String, _ position: SourcePosition?
  ) {
    if severity == .error { errorCount += 1 }
    all.append(Diagnostic(severity: severity, file: file, position: position, message: message))
  }
}
