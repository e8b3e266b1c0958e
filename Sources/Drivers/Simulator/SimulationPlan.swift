/// All that a simulated board does, as its board file and scenario say it. Nothing in it is random: the same plan
/// at the same times gives the same reports.
public struct SimulationPlan: Hashable, Sendable {
  /// Names the source.
  public var name: String
  /// How often all sensors are read.
  public var sensorInterval: Duration
  /// How often all input lines are read; changes are reported at once besides.
  public var lineInterval: Duration
  public var chassis: [SimulatedChassis]
  public var sensors: [SimulatedSensor]
  /// Lines that do not answer at times: an input is not reported, an output times out.
  public var lineFaults: [LineFault]
  /// Those that can be driven.
  public var fans: [SimulatedFan] = []
  /// Ids of the sensors that read how fast `fans` turn.
  public var tachometers: Set<String> { Set(fans.compactMap(\.tachometer)) }

  public struct LineFault: Hashable, Sendable {
    public var line: String
    public var window: Window

    public init(line: String, window: Window) {
      self.line = line
      self.window = window
    }
  }

  public init(
    name: String, sensorInterval: Duration = .seconds(1), lineInterval: Duration = .milliseconds(500),
    chassis: [SimulatedChassis], sensors: [SimulatedSensor] = [], lineFaults: [LineFault] = []
  ) {
    self.name = name
    self.sensorInterval = sensorInterval
    self.lineInterval = lineInterval
    self.chassis = chassis
    self.sensors = sensors
    self.lineFaults = lineFaults
  }
}

/// One system of a simulated board: its lines, and how long what they cause takes.
public struct SimulatedChassis: Hashable, Sendable {
  public var system: String
  /// Input: whether the system is on; nil where the controller tells it, as a BMC does.
  public var powerGood: String?
  /// Output: a press switches on, or asks the operating system to shut down; held, it switches off.
  public var powerButton: String?
  /// Output: on for as long as it is asserted, off at once when it is released.
  public var enable: String?
  /// Output: restarts the operating system; power stays.
  public var resetButton: String?
  /// Output: interrupts the operating system, which the simulated one survives.
  public var interruptButton: String?
  public var startsOn = false
  /// From the press to power-good.
  public var powerOnDelay: Duration = .seconds(2)
  /// So long must the button be held to switch off.
  public var holdOff: Duration = .seconds(4)
  /// From the press to power-good going away; nil when the operating system does not answer the button.
  public var gracefulDelay: Duration? = .seconds(5)

  public var controller = SimulatedController()

  public init(system: String, powerGood: String?, powerButton: String?) {
    self.system = system
    self.powerGood = powerGood
    self.powerButton = powerButton
  }

  var outputs: [String] { [powerButton, enable, resetButton, interruptButton].compactMap { $0 } }
}
