import Synchronization

/// The newest jobs as faces may read them, on any thread.
public final class JobBoard: Sendable {
  private let jobs = Mutex<[Job]>([])

  /// Oldest first.
  public var all: [Job] { jobs.withLock { $0 } }

  public func job(_ id: String) -> Job? { all.first { $0.id == id } }

  func show(_ newest: [Job]) { jobs.withLock { $0 = newest } }
}
