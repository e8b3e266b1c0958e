public import Model

/// One thing that a chip measures or reports.
public struct Channel: Hashable, Sendable {
  public enum Source: Hashable, Sendable {
    case measurement(Measurement)
    /// Each bit of a register that is 1 is a state, in the order of `Channel.states`.
    case bits(Register, masks: [UInt32])
    /// Other channels, by index, multiplied: watts of volts and amperes.
    case product([Int])
  }

  public var name: String
  /// Fixes the unit of numbers: degrees Celsius, volts, amperes, watts, turns a minute, percent.
  public var kind: SensorKind
  public var source: Source
  /// Of bits: what each of them means, and how bad it is.
  public var states: [DiscreteState]

  public init(name: String, kind: SensorKind, source: Source, states: [DiscreteState] = []) {
    self.name = name
    self.kind = kind
    self.source = source
    self.states = states
  }

  /// Whether it is read as states instead of a number.
  public var isBits: Bool {
    if case .bits = source { true } else { false }
  }

  /// Where in the chip it is, as people write it; empty for a product.
  public var place: String {
    switch source {
    case .measurement(let measurement): measurement.register.place
    case .bits(let register, _): register.place
    case .product: ""
    }
  }
}

/// How the bits of a register become a number.
public struct Measurement: Hashable, Sendable {
  public var register: Register
  public var conversion: Conversion
  /// Conversions that the chip's configuration chooses between, instead of `conversion`.
  public var variants: Variants?
  /// What the result is multiplied by, as the chip's configuration says.
  public var factors: [Factor] = []
  /// The board's parameter that the result is divided by, by index.
  public var divisor: Int?
  /// What says that there is no reading.
  public var faults: [Fault] = []
  /// What is measured in the chip's measuring cycle: there is no reading before the first one is over.
  public var isOfCycle = false

  public init(_ register: Register, _ conversion: Conversion = Conversion()) {
    self.register = register
    self.conversion = conversion
  }

  public struct Variants: Hashable, Sendable {
    public var register: Register
    public var cases: [Case]
    /// Why there is no reading where the bits of the register are none of the cases.
    public var otherwise: String

    public struct Case: Hashable, Sendable {
      public var field: UInt32
      public var conversion: Conversion

      public init(field: UInt32, conversion: Conversion) {
        self.field = field
        self.conversion = conversion
      }
    }

    public init(register: Register, cases: [Case], otherwise: String? = nil) {
      self.register = register
      self.cases = cases
      self.otherwise = otherwise ?? "\(register.place) says something that is not known"
    }
  }

  public struct Factor: Hashable, Sendable {
    public var register: Register
    /// By the number that the bits of the register are.
    public var values: [Double]

    public init(register: Register, values: [Double]) {
      self.register = register
      self.values = values
    }
  }

  public struct Fault: Hashable, Sendable {
    /// Nil: the register that is measured.
    public var register: Register?
    /// Any of these bits; none where `values` says it.
    public var mask: UInt32
    /// What all bits of the register together are.
    public var values: [UInt32]
    /// For people: `its diode is open or shorted`.
    public var reason: String

    public init(register: Register? = nil, mask: UInt32 = 0, values: [UInt32] = [], reason: String) {
      self.register = register
      self.mask = mask
      self.values = values
      self.reason = reason
    }
  }
}
