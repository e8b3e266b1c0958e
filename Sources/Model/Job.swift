/// How far a job is. The raw value is the word in profiles.
public enum JobState: String, CaseIterable, Sendable {
  case running, completed
  /// Ended because somebody asked for it.
  case terminated
  case failed
}

/// A command that goes on after whoever gave it was answered. It stays for a while after its end, so that the result
/// can be asked for.
public struct Job: Hashable, Sendable {
  /// Never used again, not even after a restart of the agent.
  public var id: String
  public var name: String
  public var system: String
  public var verb: PowerVerb
  /// The account that gave the command.
  public var owner: String
  public var state: JobState = .running
  /// What it is doing now, or how it ended, in words.
  public var status: String
  /// 0 to 100 by the steps done; 100 only when completed.
  public var progress: UInt8 = 0
  public var submitted: WallTime
  public var changed: WallTime
  /// How long it took; nil while it runs.
  public var elapsed: Duration?
  /// What went wrong, as a sentence; nil unless it failed or was terminated.
  public var error: String?

  /// How long it can be asked for after its end, unless newer ones need the room.
  public var retention = Job.defaultRetention

  /// What the MOF of CIM_ConcreteJob has for TimeBeforeRemoval.
  public static let defaultRetention = Duration.seconds(300)

  public init(id: String, name: String, system: String, verb: PowerVerb, owner: String, submitted: WallTime) {
    self.id = id
    self.name = name
    self.system = system
    self.verb = verb
    self.owner = owner
    status = "starting"
    self.submitted = submitted
    changed = submitted
  }

  public static let fields: [Field<Job>] = [
    Field("id", .string) { .string($0.id) },
    Field("name", .string) { .string($0.name) },
    Field("system", .string) { .string($0.system) },
    Field("verb", .choice, vocabulary: PowerVerb.words) { FieldValue(choice: $0.verb) },
    Field("owner", .string) { .string($0.owner) },
    Field("state", .choice, vocabulary: JobState.words, followsReading: true) { FieldValue(choice: $0.state) },
    Field("status", .string, followsReading: true) { .string($0.status) },
    Field("progress", .integer, followsReading: true) { FieldValue($0.progress) },
    Field("submitted", .time) { FieldValue($0.submitted) },
    Field("changed", .time, followsReading: true) { FieldValue($0.changed) },
    Field("elapsed", .duration, followsReading: true) { FieldValue($0.elapsed) },
    Field("retention", .duration) { .duration($0.retention) },
    Field("error", .string, followsReading: true) { FieldValue($0.error) },
  ]
}
