import Model

/// The jobs that run or that ended not long ago, oldest first. A system runs one command at a time, so what is dropped to
/// make room has always finished.
struct JobTable {
  static let limit = 32

  private struct Entry {
    var job: Job
    var startedAt: Instant
    /// Nil while it runs.
    var expiresAt: Instant?
  }

  private var entries: [Entry] = []
  /// Begins every id, so that no two runs of the agent share one.
  private let prefix: String
  private var lastNumber = 0

  init(prefix: String) { self.prefix = prefix }

  var jobs: [Job] { entries.map(\.job) }

  func job(_ id: String) -> Job? { entries.first { $0.job.id == id }?.job }

  /// When the next finished job is to be forgotten; nil while none is.
  var nextExpiry: Instant? { entries.lazy.compactMap(\.expiresAt).min() }

  /// The new job, and the id of an older one that had to make room.
  mutating func start(
    _ verb: PowerVerb, on system: String, by owner: String, at now: Moment
  ) -> (job: Job, dropped: String?) {
    var dropped: String?
    if entries.count >= JobTable.limit, let oldest = entries.firstIndex(where: { $0.expiresAt != nil }) {
      dropped = entries.remove(at: oldest).job.id
    }
    lastNumber += 1
    let job = Job(
      id: "\(prefix):\(lastNumber)", name: "Power \(verb.rawValue) of \(system)", system: system, verb: verb,
      owner: owner, submitted: now.wall)
    entries.append(Entry(job: job, startedAt: now.instant))
    return (job, dropped)
  }

  /// What a running job does now. `progress` is 0 to 99.
  mutating func advance(_ id: String, status: String, progress: UInt8) {
    change(id) { entry in
      entry.job.status = status
      entry.job.progress = max(entry.job.progress, progress)
    }
  }

  mutating func finish(_ id: String, _ ending: PowerSequencer.Ending, at now: Moment) {
    change(id) { entry in
      entry.expiresAt = now.instant + entry.job.retention
      entry.job.elapsed = now.instant - entry.startedAt
      entry.job.changed = now.wall
      switch ending {
      case .succeeded:
        entry.job.state = .completed
        entry.job.progress = 100
      case .cancelled(let reason):
        entry.job.state = .terminated
        entry.job.error = reason
      case .failed(let reason):
        entry.job.state = .failed
        entry.job.error = reason
      }
      entry.job.status = entry.job.state.rawValue
    }
  }

  mutating func remove(_ id: String) { entries.removeAll { $0.job.id == id } }

  /// Forgets the jobs whose time is over, and says which.
  mutating func expire(at now: Instant) -> [String] {
    let expired = entries.filter { entry in entry.expiresAt.map { now > $0 } ?? false }.map(\.job.id)
    for id in expired { remove(id) }
    return expired
  }

  private mutating func change(_ id: String, _ body: (inout Entry) -> Void) {
    guard let place = entries.firstIndex(where: { $0.job.id == id }) else { return }
    body(&entries[place])
  }
}
