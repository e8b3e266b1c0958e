/// Collects what is said while data files are loaded, in the order in which it was found.
/// One load uses one of these on one thread.
public final class Diagnostics {
  public private(set) var all: [Diagnostic] = []

  public init() {}

  public var hasErrors: Bool { all.contains { $0.severity == .error } }

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
    all.append(Diagnostic(severity: severity, file: file, position: position, message: message))
  }
}
