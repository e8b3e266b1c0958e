public import Drivers
public import Model

/// What a board file says, checked. Loading always gives one: a record with a mistake is left out, and a power
/// section with a mistake leaves the system without power verbs.
public struct Board: Sendable {
  public var name: String
  /// All that the file states, systems first. Readings, and what a BMC or a memory knows, come from the sources.
  public var contents: [Content]
  /// By sensor id; only where the file says something.
  public var policies: [String: SensorPolicy] = [:]
  /// By system id.
  public var plans: [String: PowerPlan] = [:]
  public var sources: [SourceDescription] = []
  /// The name of the source that tells a system's power, by system id; only where lines do.
  public var powerSources: [String: String] = [:]
  /// The name of the source that has a line, by the line's name.
  public var lineSources: [String: String] = [:]
  /// The sensors that tell the level of a line, by the line's name.
  public var lineSensors: [String: [String]] = [:]
  /// Where each object is declared.
  public var origins: [ObjectID: Origin] = [:]
  /// The fans that are driven, by id.
  public var fans: [String: FanPlan] = [:]
  /// Cooling zones by id.
  public var zones: [String: CoolingZone] = [:]
  /// The name of the source that drives a fan, by the fan's id; none for simulated fans.
  public var fanSources: [String: String] = [:]
}

/// A way to hardware that a board asks for; whoever assembles the agent builds it.
public enum SourceDescription: Hashable, Sendable {
  case simulation(SimulationPlan)
  case bmc(BMCSettings)
  case bus(BusPlan)
  case lines(LinePlan)
  case host(HostPlan)
}
