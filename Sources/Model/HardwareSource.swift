/// One reading as a driver took it, before thresholds are looked at.
public struct SensorSample: Hashable, Sendable {
  /// The sensor's id in the model.
  public var sensor: String
  public var quality: Quality
  /// In the sensor's unit; nil unless `quality` is good and the sensor is numeric.
  public var value: Double?
  /// Where the hardware itself compares with thresholds, what it found; nil lets the monitor compare.
  public var state: SensorState?
  /// Indices into the sensor's `discreteStates`.
  public var activeStates: [Int]

  public init(
    sensor: String, quality: Quality, value: Double? = nil, state: SensorState? = nil, activeStates: [Int] = []
  ) {
    self.sensor = sensor
    self.quality = quality
    self.value = value
    self.state = state
    self.activeStates = activeStates
  }
}

/// How a source stands with its hardware, in a word and a sentence that says what to do.
public enum SourceStatus: Hashable, Sendable {
  case connecting
  case working
  /// `kind` is a stable word (`wrong-password`, `timed-out`); `message` is for people.
  case failing(kind: String, message: String)
}

/// What a source tells the monitor. Every report that carries readings says when they were taken and how often
/// they are, because freshness counts by that interval.
public enum HardwareReport: Sendable {
  /// All objects that this source knows, replacing those it named before.
  case inventory([Content])
  /// These objects are now like this, or new; the others that the source named stay.
  case changed([Content])
  case samples([SensorSample], at: Instant, interval: Duration)
  /// A power state confirmed by the hardware.
  case power(system: String, state: PowerState, at: Instant, interval: Duration)
  /// An input line, asserted or not.
  case line(name: String, asserted: Bool, at: Instant, interval: Duration)
  /// A log as it is now, with its newest entries, oldest first: they replace what was reported of it before. Of more
  /// than `LogEntry.limit` only the newest count.
  case log(RecordLog, [LogEntry], at: Instant, interval: Duration)
  /// What the hardware confirms of what a system will boot from. The system's boot configuration is an object of the
  /// inventory.
  case boot(system: String, BootStatus, at: Instant, interval: Duration)
  /// What else is known of a chassis; it counts for as long as the power state does.
  case chassis(system: String, ChassisStatus)
  /// What the hardware says of how a fan is driven: `duty` in percent of full speed, 0 to 100, as read back; nil when
  /// that cannot be read.
  case fan(id: String, duty: Double?, at: Instant, interval: Duration)
  case status(SourceStatus)
}

/// What is asked of a source.
public enum HardwareAction: Hashable, Sendable {
  /// With `lasts` the line stays so when the sequence is over. Without, the sequence that asserts it also releases it: if
  /// the agent dies in between, whoever guards the line must; and once released nobody need drive it any more.
  case setLine(name: String, asserted: Bool, lasts: Bool)
  case chassisControl(system: String, ChassisControl)
  /// Read the power state now and report it, before the next scheduled scan.
  case readPower(system: String)
  /// Writes limits that the hardware keeps, and reads them back. A `changed` report with the sensor precedes the
  /// completion. Limits are in the unit of the sensor.
  case setThresholds(sensor: String, [Threshold: Double])
  /// Puts back the limits that the hardware began with. As above.
  case restoreThresholds(sensor: String)
  /// Erases a log; a `log` report precedes the completion.
  case clearLog(id: String)
  /// What to boot from at the next boot (`once`) or at all to come; nil leaves it to the firmware. A `boot` report
  /// precedes the completion.
  case setBoot(system: String, BootDevice?, once: Bool)
  /// A `chassis` report precedes the completion.
  case identify(system: String, isOn: Bool)
  /// Has a fan driven at `duty` percent of full speed, 0 to 100. A `fan` report with what was read back precedes the
  /// completion.
  case drive(fan: String, duty: Double)
}

public enum ActionResult: Hashable, Sendable {
  case done
  /// Nothing was sent.
  case unreachable(String)
  /// Sent, not answered in time.
  case timedOut(String)
  /// The hardware cannot do it from its present state (IPMI completion code D5h).
  case invalidState(String)
  case refused(String)
}

/// Takes reports. Implementations never block; any thread may call.
public protocol HardwareSink: Sendable {
  func deliver(_ report: HardwareReport, from source: String)
}

/// A way to hardware: one I2C bus, one BMC, a simulation. It owns its thread or process and pushes reports.
public protocol HardwareSource: AnyObject, Sendable {
  /// Unique among the agent's sources; names its objects' origin.
  var name: String { get }
  /// Called once. Never blocks; reports begin to arrive at the sink.
  func start(sink: any HardwareSink)
  /// Never blocks. `completion` runs exactly once, on any thread, within a bound that the source knows.
  func perform(_ action: HardwareAction, completion: @escaping @Sendable (ActionResult) -> Void)
  /// Stops reading and releases what it holds; returns within half a second.
  func stop()
  /// Where the newest reading of a sensor came from; nil for sensors of others, and where the source does not know.
  /// Any thread; never blocks.
  func trace(of sensor: String) -> ReadingTrace?
}

extension HardwareSource {
  public func trace(of sensor: String) -> ReadingTrace? { nil }
}
