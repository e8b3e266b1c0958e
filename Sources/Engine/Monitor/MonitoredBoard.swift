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
  /// The source of each line, by the line's name. Steps and readings go to the source of the line that they are about;
  /// a line that is not here belongs to the source of its system's power.
  public var lineSources: [String: String]
  /// Discrete sensors that tell the level of a line, by the line's name. The first of their states is that of the line
  /// at rest, the second that of the line asserted; an only state is that of the line asserted.
  public var lineSensors: [String: [String]]
  /// The fans that the agent drives, by id.
  public var fans: [String: FanPlan]
  /// By id.
  public var zones: [String: CoolingZone]
  /// The source that drives a fan, by the fan's id. Where none is named it is the one that reports that fan or, before
  /// anything is reported, the only source there is.
  public var fanSources: [String: String]

  public init(
    contents: [Content], policies: [String: SensorPolicy] = [:], plans: [String: PowerPlan] = [:],
    powerSources: [String: String] = [:], lineSources: [String: String] = [:],
    lineSensors: [String: [String]] = [:], fans: [String: FanPlan] = [:],
    zones: [String: CoolingZone] = [:], fanSources: [String: String] = [:]
  ) {
    self.contents = contents
    self.policies = policies
    self.plans = plans
    self.powerSources = powerSources
    self.lineSources = lineSources
    self.lineSensors = lineSensors
    self.fans = fans
    self.zones = zones
    self.fanSources = fanSources
  }
}
