import Chips
import Model

/// How a chip is reached.
enum ChipWay: Hashable {
  /// On an adapter, at an address, behind multiplexers that the kernel does not switch.
  case bus(adapter: Int, address: UInt8, through: [MuxHop])
  /// Through a driver of the kernel. Without a mapping channels are called as the driver calls them.
  case hwmon(directory: String, KernelDriver?)
}

/// Finds out how chips are reached now: drivers of the kernel come and go.
struct ChipFinder {
  let system: SystemFiles

  private var devices: I2CDevices { I2CDevices(system: system) }
  private var hwmon: HwmonDevices { HwmonDevices(system: system) }

  /// `adapter`: of the plan.
  func find(_ chip: PlannedChip, adapter place: AdapterPlace?) throws(BusTrouble) -> ChipWay {
    switch chip.place {
    case .hwmon(let name, let device):
      do throws(HwmonDevices.Problem) {
        let directory = try hwmon.find(name: name, device: device)
        return .hwmon(directory: directory, chip.chip.drivers.first { $0.name == name })
      } catch {
        throw BusTrouble(kind: "no-hwmon", sentence: "\(chip.id): \(error.sentence)")
      }
    case .bus(let address, let hops):
      let (adapter, rest) = try segment(hops, adapter: place)
      if rest.isEmpty, let driver = devices.driver(adapter, address), chip.hasReadings {
        return try kernel(chip, driver, adapter, address)
      }
      return .bus(adapter: adapter, address: address, through: rest)
    }
  }

  /// The EEPROM's file, where a driver of the kernel has it.
  func memoryFile(_ chip: PlannedChip, adapter place: AdapterPlace?) throws(BusTrouble) -> String? {
    guard case .bus(let address, let hops) = chip.place else { return nil }
    let (adapter, rest) = try segment(hops, adapter: place)
    guard rest.isEmpty, devices.driver(adapter, address) != nil else { return nil }
    return I2CDevices.path(adapter, address) + "/eeprom"
  }

  /// The adapter next to a chip, and the multiplexers in between that are ours to switch.
  private func segment(
    _ hops: [MuxHop], adapter place: AdapterPlace?
  ) throws(BusTrouble) -> (adapter: Int, rest: [MuxHop]) {
    guard let place, var adapter = devices.number(of: place) else {
      if case .device(let device)? = place { throw .noAdapter(device) }
      throw .noAdapter("?")
    }
    var rest = hops[...]
    while let hop = rest.first, let next = devices.channel(hop, of: adapter) {
      adapter = next
      rest.removeFirst()
    }
    return (adapter, Array(rest))
  }

  /// A chip that a driver has. What the driver calls itself depends on the device tree, where it knows several chips.
  private func kernel(
    _ chip: PlannedChip, _ driver: String, _ adapter: Int, _ address: UInt8
  ) throws(BusTrouble) -> ChipWay {
    let drivers = chip.chip.drivers
    if let directory = devices.hwmon(adapter, address), let name = hwmon.name(of: directory) {
      let isOurs = name == chip.chip.name || chip.chip.aliases.contains(name)
      let mapping = drivers.first { $0.name == name } ?? drivers.first { $0.name == driver }
      if let mapping = mapping ?? (isOurs ? drivers.first : nil) { return .hwmon(directory: directory, mapping) }
    }
    throw BusTrouble(
      kind: "owned-by-kernel",
      sentence: "\(chip.title): the kernel's driver '\(driver)' has the chip, and the chip file does not say how it is "
        + "read through it: add the driver to 'hwmon' there, or take the address out of the device tree.")
  }
}

extension PlannedChip {
  /// Whether it is more than a memory, whose driver is asked by its file.
  var hasReadings: Bool { chip.memory == nil || !readings.isEmpty }
}
