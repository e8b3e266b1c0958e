import Chips
import Drivers
import Model

/// Something that a driver of the kernel has, known by the name that hwmon gives it: `temp1`, `in3`, `pwm2`.
struct KernelChannel: Hashable {
  private static let kinds: KeyValuePairs<String, SensorKind> = [
    "temp": .temperature, "in": .voltage, "curr": .current, "power": .powerConsumption, "fan": .tachometer,
    "humidity": .humidity,
  ]
  private static let outputPrefix = "pwm"

  var stem: String
  /// Nil for an output.
  var kind: SensorKind?

  /// Nil for what is no name of the sort.
  init?(_ stem: String) {
    let prefix = stem.prefix { ("a"..."z").contains($0) }
    let number = stem.dropFirst(prefix.count)
    guard (1...3).contains(number.count), number.allSatisfy({ ("0"..."9").contains($0) }) else { return nil }
    kind = Self.kinds.first { $0.key == prefix }?.value
    guard kind != nil || prefix == Self.outputPrefix else { return nil }
    self.stem = stem
  }

  static let example = "temp1, in0, fan2 or pwm1"
}

extension ChipDescription {
  /// A chip that only a driver of the kernel knows, with what a board reads of it and drives by it.
  static func ofKernel(_ driver: String, _ used: [KernelChannel]) -> ChipDescription {
    var chip = ChipDescription(name: driver)
    for channel in used {
      if let kind = channel.kind {
        chip.channels.append(Channel(name: channel.stem, kind: kind, source: .product([])))
      } else {
        chip.outputs.append(Output(name: channel.stem, register: Register([0]), form: .number(full: 255)))
      }
    }
    let attributes = used.map { KernelDriver.Attribute(channel: $0.stem, stem: $0.stem) }
    chip.drivers = [KernelDriver(name: driver, attributes: attributes)]
    return chip
  }
}
