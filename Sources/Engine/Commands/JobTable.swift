public import Model

/// A command that is watched after its caller has been answered.
public struct Job: Hashable, Sendable {
  public enum State: String, CaseIterable, Sendable {
    case running, succeeded, failed
  }

  /// Unique while the agent runs.
  public var id: String
  public var system: String
  public var verb: PowerVerb
  public var state: State
  public var started: WallTime
  public var finished: WallTime?
  /// What went wrong, as a sentence; present exactly when `state` is `failed`.
  public var error: String?
}

/// The newest jobs. A system runs one command at a time, so what is dropped to make room has always finished.
struct JobTable {
  static let limit = 32

  private(set) var jobs: [Job] = []
  private var lastNumber = 0

  mutating func start(_ verb: PowerVerb, on system: String, at now: WallTime) -> String {
    if jobs.count >= JobTable.limit, let oldest = jobs.firstIndex(where: { $0.state != .running }) {
      jobs.remove(at: oldest)
    }
    lastNumber += 1
    let id = String(lastNumber)
    jobs.append(Job(id: id, system: system, verb: verb, state: .running, started: now))
    return id
  }

  mutating func finish(_ id: String, _ ending: PowerSequencer.Ending, at now: WallTime) {
    guard let place = jobs.firstIndex(where: { $0.id == id }) else { return }
    jobs[place].finished = now
    switch ending {
    case .succeeded:
      jobs[place].state = .succeeded
    case .failed(let reason):
      jobs[place].state = .failed
      jobs[place].error = reason
    }
  }
}
