import Synchronization
import XML

/// Parsers that wait for the next request, so that none is made anew each time. There are as many as threads have
/// been in it at once.
final class ParserPool: Sendable {
  /// A parser changes hands only through the lock, and whoever took it out is the only one that has it; so sending it
  /// between threads is safe, though the type cannot say so.
  private struct Idle: @unchecked Sendable {
    let parser: XMLParser
  }

  private let limits: XMLLimits
  private let idle = Mutex<[Idle]>([])

  init(limits: XMLLimits) { self.limits = limits }

  func parse(_ bytes: UnsafeRawBufferPointer, charset: String?) throws(XMLError) -> XMLTree {
    let taken = idle.withLock { $0.popLast() } ?? Idle(parser: XMLParser(vocabulary: Name.vocabulary, limits: limits))
    defer { idle.withLock { $0.append(taken) } }
    return try taken.parser.parse(bytes, charset: charset)
  }
}
