import Model

/// The one table of IPMI's sensor types (IPMI 2.0 table 42-3) and the kinds of the model they are.
enum IPMISensorTypes {
  private enum Rule {
    case kind(SensorKind)
    /// Speed, flow or duty: the unit decides.
    case fan
    /// The unit decides what it measures, where it measures at all.
    case unit
    case other
  }

  private static let rows: [UInt8: (name: String, rule: Rule)] = [
    0x01: ("Temperature", .kind(.temperature)), 0x02: ("Voltage", .kind(.voltage)), 0x03: ("Current", .kind(.current)),
    0x04: ("Fan", .fan), 0x05: ("Physical Security", .kind(.intrusion)), 0x06: ("Platform Security", .other),
    0x07: ("Processor", .other), 0x08: ("Power Supply", .unit), 0x09: ("Power Unit", .unit),
    0x0a: ("Cooling Device", .fan), 0x0b: ("Other Units-based Sensor", .unit), 0x0c: ("Memory", .other),
    0x0d: ("Drive Slot", .kind(.presence)), 0x0e: ("POST Memory Resize", .other), 0x0f: ("System Firmware", .other),
    0x10: ("Event Logging Disabled", .other), 0x11: ("Watchdog 1", .other), 0x12: ("System Event", .other),
    0x13: ("Critical Interrupt", .other), 0x14: ("Button", .kind(.switch)), 0x15: ("Module/Board", .other),
    0x16: ("Microcontroller", .other), 0x17: ("Add-in Card", .other), 0x18: ("Chassis", .other),
    0x19: ("Chip Set", .other), 0x1a: ("Other FRU", .other), 0x1b: ("Cable/Interconnect", .other),
    0x1c: ("Terminator", .other), 0x1d: ("System Boot Initiated", .other), 0x1e: ("Boot Error", .other),
    0x1f: ("OS Boot", .other), 0x20: ("OS Stop", .other), 0x21: ("Slot/Connector", .kind(.presence)),
    0x22: ("System ACPI Power State", .other), 0x23: ("Watchdog 2", .other), 0x24: ("Platform Alert", .other),
    0x25: ("Entity Presence", .kind(.presence)), 0x26: ("Monitor ASIC", .other), 0x27: ("LAN", .other),
    0x28: ("Management Subsystem Health", .other), 0x29: ("Battery", .other), 0x2a: ("Session Audit", .other),
    0x2b: ("Version Change", .other), 0x2c: ("FRU State", .other),
  ]

  /// The name of a type of sensor.
  static func name(of type: UInt8) -> String { rows[type]?.name ?? unnamed(type) }

  private static func unnamed(_ type: UInt8) -> String {
    let code = String(type, radix: 16, uppercase: true)
    return type >= 0xc0 ? "OEM 0x\(code)" : "Sensor type 0x\(code)"
  }

  /// The kind, and the description that goes with `other`. `unit` is `none` for discrete sensors.
  static func kind(type: UInt8, unit: SensorUnit, isNumeric: Bool, name: String) -> (SensorKind, String?) {
    guard let row = rows[type] else { return (.other, unnamed(type)) }
    switch row.rule {
    case .kind(.current) where unit == .watts:
      // Met in the field: power given out as current.
      return (power(named: name), nil)
    case .kind(let kind):
      return (kind, nil)
    case .fan where isNumeric && unit == .rpm:
      return (.tachometer, nil)
    case .fan where isNumeric && unit == .cfm:
      return (.airflow, nil)
    case .fan where isNumeric && unit == .percent:
      return (.other, "Fan duty")
    case .unit where isNumeric:
      if let kind = kind(measuredIn: unit, name: name) { return (kind, nil) }
      return (.other, row.name)
    case .fan, .unit, .other:
      return (.other, row.name)
    }
  }

  private static func kind(measuredIn unit: SensorUnit, name: String) -> SensorKind? {
    switch unit {
    case .watts: power(named: name)
    case .celsius, .fahrenheit, .kelvin: .temperature
    case .volts: .voltage
    case .amperes: .current
    case .rpm: .tachometer
    case .cfm: .airflow
    case .kilopascals, .pascals, .psi: .pressure
    case .percent where name.lowercased().includes("humid"): .humidity
    default: nil
    }
  }

  /// What a supply takes in unless its name says that it is what it gives out (`PSU1 Pout`, `Output Power`).
  private static func power(named name: String) -> SensorKind {
    name.lowercased().includes("out") ? .powerProduction : .powerConsumption
  }
}

extension String {
  /// Whether `part` occurs in it. The standard library's own search brings the regular expression engine along.
  fileprivate func includes(_ part: String) -> Bool {
    var rest = utf8[...]
    while rest.count >= part.utf8.count {
      if rest.starts(with: part.utf8) { return true }
      rest = rest.dropFirst()
    }
    return false
  }
}
