public import Model

/// What the monitor has to know of a board from its file.
public struct MonitoredBoard: Sendable {
  /// Objects that the board file states, systems first. What a source says of an object with the same id only fills
  /// in what the file leaves open.
  public var contents: [Content]
  /// By sensor id; absent ones are compared at once and always.
  public var policies: [String: SensorPolicy]
  /// By system id; a system without a plan has no power verbs.
  public var plans: [String: PowerPlan]
  /// The source that operates a system's power, by system id. Where none is named it is the one that reports that
  /// system's power or, before anything is reported, the only source there is.
  public var powerSources: [String: String]

  public init(
    contents: [Content], policies: [String: SensorPolicy] = [:], plans: [String: PowerPlan] = [:],
    powerSources: [String: String] = [:]
  ) {
    self.contents = contents
    self.policies = policies
    self.plans = plans
    self.powerSources = powerSources
  }
}
