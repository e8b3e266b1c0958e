/// What the kernel says of its I2C adapters and of the devices on them, in `/sys/bus/i2c/devices`.
struct I2CDevices {
  let system: SystemFiles

  private static let directory = "/sys/bus/i2c/devices"

  /// The number of an adapter; nil where there is none at that place.
  func number(of place: AdapterPlace) -> Int? {
    switch place {
    case .number(let number): return number
    case .device(let ending):
      for name in system.names(in: I2CDevices.directory) {
        guard let number = I2CDevices.adapterNumber(name), let path = system.resolved("\(I2CDevices.directory)/\(name)")
        else { continue }
        let device = String(path.dropLast(name.utf8.count + 1))
        let nodes = [path, device].compactMap { system.resolved($0 + "/of_node") }
        if ([device] + nodes).contains(where: { $0.hasPathEnding(ending) }) { return number }
      }
      return nil
    }
  }

  /// The adapter that the kernel made of a channel of a multiplexer; nil where it does not switch it.
  func channel(_ hop: MuxHop, of bus: Int) -> Int? {
    system.resolved("\(I2CDevices.path(bus, hop.address))/channel-\(hop.channel)")
      .flatMap { I2CDevices.adapterNumber($0.lastPathComponent) }
  }

  /// The driver that has an address; nil where none has it.
  func driver(_ bus: Int, _ address: UInt8) -> String? {
    system.resolved(I2CDevices.path(bus, address) + "/driver")?.lastPathComponent
  }

  /// Where the driver of an address shows its readings; nil where it has none.
  func hwmon(_ bus: Int, _ address: UInt8) -> String? {
    let parent = I2CDevices.path(bus, address) + "/hwmon"
    return system.names(in: parent).first { $0.hasPrefix("hwmon") }.map { "\(parent)/\($0)" }
  }

  /// `/sys/bus/i2c/devices/6-0049`
  static func path(_ bus: Int, _ address: UInt8) -> String {
    "\(directory)/\(bus)-00\(address < 16 ? "0" : "")\(String(address, radix: 16))"
  }

  private static func adapterNumber(_ name: String) -> Int? {
    name.hasPrefix("i2c-") ? Int(name.dropFirst(4)) : nil
  }
}
