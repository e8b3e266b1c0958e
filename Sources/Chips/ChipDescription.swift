/// What a chip file says of one type of chip: how its registers become readings, and what may be written to it.
///
/// A description is data without behaviour; `ChipReader` and `MemoryReader` act on it.
public struct ChipDescription: Hashable, Sendable {
  public var name: String
  /// Other names of chips with the same registers.
  public var aliases: [String] = []
  /// What can be read, in the order of the file.
  public var channels: [Channel] = []
  /// Duties of fans.
  public var outputs: [Output] = []
  /// Of I/O expanders.
  public var lines: [ChipLine] = []
  /// Of a multiplexer: how many channels. It has one control byte without a register, in which bit n opens channel n.
  public var switchChannels: Int?
  /// Of an EEPROM.
  public var memory: MemoryGeometry?
  /// Drivers of the kernel that read such a chip, where one of them owns it.
  public var drivers: [KernelDriver] = []
  /// What a board must or may say of its chip.
  public var parameters: [ChipParameter] = []
  /// Registers that tell such a chip from others; none where it has none.
  public var identify: [Identification] = []
  /// Writes that make it measure; done only where the board file asks for them.
  public var setUp: [RegisterWrite] = []
  /// What it does by itself when nobody talks to it any more.
  public var watchdog: ChipWatchdog?
  /// Measurements that it makes only when it is told to.
  public var cycle: MeasuringCycle?
  /// What it can say of itself in words.
  public var texts: [TextChannel] = []

  public init(name: String) { self.name = name }

  public func channel(named name: String) -> Int? { channels.firstIndex { $0.name == name } }
  public func output(named name: String) -> Int? { outputs.firstIndex { $0.name == name } }
  public func line(named name: String) -> Int? { lines.firstIndex { $0.name == name } }
  public func text(named name: String) -> Int? { texts.firstIndex { $0.name == name } }
  public func parameter(named name: String) -> Int? { parameters.firstIndex { $0.name == name } }
}

/// A number that depends on the board: the ohms of a shunt, the poles of a fan.
public struct ChipParameter: Hashable, Sendable {
  public var name: String
  /// For people who write board files: `ohms of the shunt`.
  public var meaning: String
  /// What holds unless the board says something else; without it the board must say it.
  public var standard: Double?

  public init(name: String, meaning: String, standard: Double? = nil) {
    self.name = name
    self.meaning = meaning
    self.standard = standard
  }
}

/// A hwmon driver and what its attributes are called: `temp` of the chip is `temp1` of the driver, whose value is in
/// `temp1_input`. Outputs are attributes by themselves: `pwm1`.
public struct KernelDriver: Hashable, Sendable {
  public struct Attribute: Hashable, Sendable {
    /// Of a channel or an output.
    public var channel: String
    public var stem: String

    public init(channel: String, stem: String) {
      self.channel = channel
      self.stem = stem
    }
  }

  /// As in `/sys/class/hwmon/hwmonN/name`.
  public var name: String
  public var attributes: [Attribute]

  public init(name: String, attributes: [Attribute]) {
    self.name = name
    self.attributes = attributes
  }

  public func stem(of channel: String) -> String? { attributes.first { $0.channel == channel }?.stem }
}

/// What a chip must answer to be the one that the board file says.
public enum Identification: Hashable, Sendable {
  /// The bits of a register are one of these.
  case register(Register, values: [UInt32])
  /// A block begins with this text, in letters of either case.
  case text(command: UInt8, prefix: String)
}

/// A timer in the chip that drives all its fans at full speed when it runs out.
public struct ChipWatchdog: Hashable, Sendable {
  /// In how long it runs out.
  public var period: Duration
  public var start: [RegisterWrite]
  /// Empty where every exchange with the chip keeps it from running out.
  public var feed: [RegisterWrite]
  public var stop: [RegisterWrite]

  public init(period: Duration, start: [RegisterWrite], feed: [RegisterWrite] = [], stop: [RegisterWrite] = []) {
    self.period = period
    self.start = start
    self.feed = feed
    self.stop = stop
  }
}

/// Measurements that must be started, take their time, and must be ended before their results hold.
public struct MeasuringCycle: Hashable, Sendable {
  public var start: [RegisterWrite]
  public var time: Duration
  public var end: [RegisterWrite]

  public init(start: [RegisterWrite], time: Duration, end: [RegisterWrite] = []) {
    self.start = start
    self.time = time
    self.end = end
  }
}

/// Something a chip says of itself. Power supplies have `manufacturer`, `model`, `revision`, `date` and `serial`.
public struct TextChannel: Hashable, Sendable {
  public enum Source: Hashable, Sendable {
    /// An SMBus block of printable characters (PMBus 1.3 part II 22.2).
    case block(page: UInt8?, command: UInt8)
    case register(Register, Style)
  }

  /// How the bits of a register become a text.
  public enum Style: String, CaseIterable, Hashable, Sendable {
    /// `0x2A`, with as many digits as the register has.
    case hex
    case decimal
    /// `1.42`: each byte in decimal, in the order of their weight.
    case dotted
  }

  public var name: String
  public var source: Source

  public init(name: String, source: Source) {
    self.name = name
    self.source = source
  }
}
