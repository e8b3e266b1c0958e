import Chips
import Documents
import Model

extension Importer {
  /// Where a record's chip is. Nil with a warning.
  private func place(of record: Record) -> (bus: Int, address: Int)? {
    if record.isOpen("Bus") || record.isOpen("Address") {
      _ = leave(record, "where it is follows from where its FRU is; say so by --bus and --address")
      return nil
    }
    guard record.has("Bus"), record.has("Address") else {
      _ = leave(record, "it has no Bus and Address")
      return nil
    }
    guard let bus = record.integer("Bus"), (0...1023).contains(bus) else {
      _ = leave(record, "its Bus is no number")
      return nil
    }
    guard let address = record.integer("Address"), (0x08...0x77).contains(address) else {
      _ = leave(record, "its Address is beyond 0x08 to 0x77; perhaps its seven bits are shifted to the left")
      return nil
    }
    return (bus, address)
  }

  /// The chip of a record: one of `chips/` where there is one that the board need not say more of, otherwise the
  /// kernel's, where that will do. Nil with a warning.
  private mutating func chip(
    _ record: Record, _ type: String, _ place: (bus: Int, address: Int), kernel: Bool
  ) -> (id: String, description: ChipDescription?)? {
    let found = catalogue(type.lowercased())
    let needs = found?.parameters.first { $0.standard == nil }
    if let needs, !kernel {
      _ = leave(record, "the board must say '\(needs.name)' of such a chip: \(needs.meaning)")
      return nil
    }
    let description = needs == nil ? found : nil
    if description == nil, !kernel {
      _ = leave(record, "board-configs/chips has no file for '\(type.lowercased())'")
      return nil
    }
    let key = "\(place.bus)@\(place.address)"
    if placed[key] != nil {
      _ = leave(record, "another record is at the same address of the same bus")
      return nil
    }
    let id = chipIDs.make(record.text("Name") ?? type)
    placed[key] = id
    if let description {
      board.addBus("i2c\(place.bus)", [("i2c", String(place.bus))])
      board.addChip(id, [("type", description.name), ("at", Self.at(place))])
    } else {
      let hex = String(place.address, radix: 16)
      let device = "\(place.bus)-" + String(repeating: "0", count: 4 - hex.count) + hex
      board.addChip(id, [("hwmon", type.lowercased()), ("device", device)])
    }
    return (id, description)
  }

  private static func at(_ place: (bus: Int, address: Int)) -> String {
    let hex = String(place.address, radix: 16)
    return "i2c\(place.bus)@0x\(hex.count < 2 ? "0" : "")\(hex)"
  }

  // MARK: Temperatures by Name, Name1 …

  mutating func takeTemperatures(_ record: Record, _ type: String) -> Bool {
    guard let place = place(of: record) else { return false }
    var names: [(number: Int, name: String)] = []
    for number in 1...16 {
      let key = number == 1 ? "Name" : "Name\(number - 1)"
      if let name = record.text(key) { names.append((number, name)) }
    }
    guard !names.isEmpty else { return leave(record, "it has no Name, or one that needs --address or --index") }
    guard let chip = chip(record, type, place, kernel: true) else { return false }
    var hasAny = false
    for (number, name) in names {
      guard let channel = channel(number, of: chip.description) else {
        note(record, "'\(name)' is left out: a chip of type '\(type.lowercased())' has no temperature \(number)")
        continue
      }
      let limits = SensorLimits(record) { threshold in
        threshold.integer("Index").map { $0 == number } ?? (number == 1)
      }
      addSensor(record, name, read: "\(chip.id).\(channel)", limits: limits)
      hasAny = true
    }
    return hasAny
  }

  /// The channel that the kernel calls `temp` and this number.
  private func channel(_ number: Int, of chip: ChipDescription?) -> String? {
    let stem = "temp\(number)"
    guard let chip else { return stem }
    for driver in chip.drivers {
      if let found = driver.attributes.first(where: { $0.stem == stem }) { return found.channel }
    }
    let temperatures = chip.channels.filter { $0.kind == .temperature }
    return number <= temperatures.count ? temperatures[number - 1].name : nil
  }

  // MARK: Everything by labels

  mutating func takeLabels(_ record: Record, _ type: String, like: String?) -> Bool {
    guard let place = place(of: record) else { return false }
    guard let name = record.text("Name") else {
      return leave(record, "it has no Name, or one that needs --address or --index")
    }
    guard let chip = chip(record, like ?? type, place, kernel: false), let description = chip.description else {
      return false
    }
    let labels = record.texts("Labels")
    let all = description.channels.filter { !$0.isBits }.map(\.name)
    let wanted = labels.isEmpty ? all.map { (label: $0, channel: Optional($0)) } : labels.map { ($0, channel($0, all)) }
    var hasAny = false
    for (label, channel) in wanted {
      guard let channel else {
        note(record, "'\(label)' of '\(name)' is left out: a '\(description.name)' has no such channel")
        continue
      }
      let limits = SensorLimits(record) { $0.text("Label") == label }
      let title = record.text("\(label)_Name") ?? "\(name) \(label)"
      if record.has("\(label)_Scale") || record.has("\(label)_Offset") {
        note(record, "'\(title)' has a scale of its own, which is left out")
      }
      addSensor(record, title, read: "\(chip.id).\(channel)", limits: limits)
      hasAny = true
    }
    return hasAny
  }

  /// `iout1` may be `iout` where there is one only.
  private func channel(_ label: String, _ all: [String]) -> String? {
    if all.contains(label) { return label }
    if label.hasSuffix("1"), all.contains(String(label.dropLast())) { return String(label.dropLast()) }
    return all.contains("\(label)1") ? "\(label)1" : nil
  }

  // MARK: Memories and multiplexers

  mutating func takeMemory(_ record: Record, _ type: String) -> Bool {
    guard let place = place(of: record) else { return false }
    guard let chip = chip(record, type, place, kernel: false) else { return false }
    memories.append(chip.id)
    return true
  }

  mutating func takeMultiplexer(_ record: Record, _ channels: Int) -> Bool {
    guard let place = place(of: record) else { return false }
    board.addBus("i2c\(place.bus)", [("i2c", String(place.bus))])
    let name = Identifiers.plain(record.text("Name") ?? "mux")
    let names = record.texts("ChannelNames")
    for channel in 0..<channels {
      let given = channel < names.count && !names[channel].isEmpty ? names[channel] : "\(name)-\(channel)"
      var bus = Identifiers.plain(given)
      if board.hasBus(bus) { bus = "\(name)-\(channel)" }
      board.addBus(bus, [("mux", Self.at(place)), ("channel", String(channel))])
    }
    return true
  }

  // MARK: What the controller measures itself

  mutating func takeFan(_ record: Record, _ driver: String) -> Bool {
    guard let name = record.text("Name"), let index = record.integer("Index"), (0..<64).contains(index) else {
      return leave(record, "it has no Name and Index")
    }
    let chip = ownChip(driver)
    let fan = fanIDs.make(name)
    let limits = SensorLimits(record) { _ in true }
    let sensor = addSensor(record, name, read: "\(chip).fan\(index + 1)", of: fan, limits: limits)
    board.add("fans", [("id", fan), ("name", BoardText.scalar(name)), ("tach", sensor)])
    return true
  }

  mutating func takeConverter(_ record: Record, _ driver: String) -> Bool {
    guard let name = record.text("Name"), let index = record.integer("Index"), (0..<64).contains(index) else {
      return leave(record, "it has no Name and Index")
    }
    if record.has("BridgeGpio") {
      return leave(record, "it is measured only while a line is set, which a scan does not do")
    }
    var scale: Double?
    if let factor = record.number("ScaleFactor") {
      guard factor > 0 else { return leave(record, "its ScaleFactor is not above 0") }
      scale = 1 / factor
    }
    let limits = SensorLimits(record) { _ in true }
    addSensor(record, name, read: "\(ownChip(driver)).in\(index + 1)", scale: scale, limits: limits)
    return true
  }

  private mutating func ownChip(_ driver: String) -> String {
    if let id = placed[driver] { return id }
    let id = chipIDs.make(driver)
    placed[driver] = id
    board.addChip(id, [("hwmon", driver)])
    return id
  }

  /// The id of the sensor that was made.
  @discardableResult
  private mutating func addSensor(
    _ record: Record, _ name: String, read: String, scale: Double? = nil, of fan: String? = nil, limits: SensorLimits
  ) -> String {
    let id = sensorIDs.make(name)
    var fields: BoardText.Fields = [("id", id), ("name", BoardText.scalar(name)), ("read", read)]
    if let scale { fields.append(("scale", scale.short)) }
    fields += limits.fields
    if let state = record.text("PowerState"), state != "Always", state != "AlwaysOn" { fields.append(("when", "on")) }
    if let subject = fan ?? supply ?? part { fields.append(("of", subject)) }
    board.add("sensors", fields)
    for loss in limits.losses { note(record, "of '\(name)', \(loss)") }
    return id
  }
}
