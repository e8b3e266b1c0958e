import IPMIWire
import Model

/// What one BMC has said of itself, put together into objects of the model.
struct BMCInventory {
  private let system: String
  private let naming: BMCNaming
  private var device: DeviceRecord?
  private var sensors: [SensorRecord] = []
  private var devices: [FRURecord] = []
  private var components: [ComponentRecord] = []

  /// What an inventory comes to.
  struct Findings {
    var contents: [Content]
    /// How the readings of each sensor become samples.
    var converters: [SensorKey: ReadingConverter]
    /// What the event log calls each sensor.
    var subjects: [EventAddress: EventSubject]
  }

  init(system: String) {
    self.system = system
    naming = BMCNaming(system: system)
  }

  /// Begins anew.
  mutating func begin(_ device: DeviceRecord) {
    self = BMCInventory(system: system)
    self.device = device
  }

  mutating func add(_ sensor: SensorRecord) { sensors.append(sensor) }
  mutating func add(_ device: FRURecord) { devices.append(device) }
  mutating func add(_ component: ComponentRecord) { components.append(component) }

  /// One sensor is now like this.
  mutating func replace(_ sensor: SensorRecord) {
    guard let place = sensors.firstIndex(where: { $0.key == sensor.key }) else { return }
    sensors[place] = sensor
  }

  /// The objects. A system that takes boot flags has a boot configuration, too.
  func finished(takesBootFlags: Bool) -> Findings {
    var machine = System(id: system, name: system)
    machine.uuid = device?.systemUUID
    let parts = parts()
    let supplies = supplies()
    var contents: [Content] = [.system(machine)]
    var converters: [SensorKey: ReadingConverter] = [:]
    var subjects: [EventAddress: EventSubject] = [:]
    var fans: [Fan] = []
    for record in sensors {
      let scale = SensorScale(record)
      var sensor = record.sensor(id: naming.sensor(record.key), system: system, scale: scale)
      if sensor.kind == .tachometer {
        var fan = Fan(id: naming.fan(record.key), name: sensor.name, system: system)
        fan.tachometer = sensor.id
        fans.append(fan)
      }
      sensor.measures = measured(by: record, sensor, parts)
      contents.append(.sensor(sensor))
      converters[record.key] = ReadingConverter(record, sensor, scale: scale)
      subjects[EventAddress(record.key)] = EventSubject(
        id: sensor.id, name: sensor.name, factors: record.factors, scale: scale)
    }
    contents += fans.map(Content.fan)
    contents += supplies.map(Content.supply)
    contents += parts.map { .part($0.part) }
    if let device { contents.append(.firmware(device.firmware(id: naming.firmware, system: system))) }
    for component in components {
      contents += component.firmware(naming: naming, system: system, manufacturer: device?.manufacturerName)
        .map(Content.firmware)
    }
    if takesBootFlags {
      let name = "Boot configuration"
      contents.append(.boot(BootConfiguration(system: system, name: name, devices: BootDevice.allCases)))
    }
    return Findings(contents: contents, converters: converters, subjects: subjects)
  }

  private typealias PlacedPart = (part: Part, entityID: UInt8, entityInstance: UInt8)

  /// Boards and supplies sit in the chassis, memory and processors on the main board.
  private func parts() -> [PlacedPart] {
    var parts: [PlacedPart] = devices.flatMap { device in
      device.parts(naming: naming, system: system).map { ($0, device.entityID, device.entityInstance) }
    }
    parts += processors(besides: parts)
    let chassis = parts.first { $0.part.kind == .chassis }?.part.id
    let board = parts.first { $0.part.isHosting }?.part.id
    for place in parts.indices {
      let part = parts[place].part
      let isOnBoard = part.kind == .memory || part.kind == .processor
      let container = isOnBoard ? board ?? chassis : chassis
      if container != part.id { parts[place].part.container = container }
      if part.kind == .powerSupply {
        parts[place].part.realizes = ObjectID(.supply, naming.supply(instance: parts[place].entityInstance))
      }
    }
    return parts
  }

  /// One for every instance of a processor entity that has a sensor and no FRU device.
  private func processors(besides parts: [PlacedPart]) -> [PlacedPart] {
    var found: [PlacedPart] = []
    for sensor in sensors where IPMIEntities.processors.contains(sensor.entityID) {
      let (entity, instance) = (sensor.entityID, sensor.entityInstance)
      guard !(parts + found).contains(where: { $0.entityID == entity && $0.entityInstance == instance }) else {
        continue
      }
      let part = Part(
        id: naming.processor(entity, instance: instance), name: "Processor \(instance)", system: system,
        kind: .processor)
      found.append((part, entity, instance))
    }
    return found
  }

  /// One for every instance of the power supply entity that has a sensor or a FRU device.
  private func supplies() -> [Supply] {
    let described = devices.filter { $0.entityID == IPMIEntities.powerSupply }
    let instances = Set(
      sensors.filter { $0.entityID == IPMIEntities.powerSupply }.map(\.entityInstance)
        + described.map(\.entityInstance))
    return instances.sorted().map { instance in
      let device = described.first { $0.entityInstance == instance }
      var supply = Supply(
        id: naming.supply(instance: instance), name: device?.name ?? "Power Supply \(instance)", system: system)
      device?.supply?.fill(&supply)
      return supply
    }
  }

  /// The nearest object that the sensor's entity names; nil where there is none but the system.
  private func measured(by record: SensorRecord, _ sensor: Sensor, _ parts: [PlacedPart]) -> ObjectID? {
    if sensor.kind == .tachometer { return ObjectID(.fan, naming.fan(record.key)) }
    let entity = record.entityID
    if entity == IPMIEntities.powerSupply {
      return ObjectID(.supply, naming.supply(instance: record.entityInstance))
    }
    if IPMIEntities.fans.contains(entity), let fan = onlyFan(entity, record.entityInstance) { return fan }
    if IPMIEntities.chassis.contains(entity), let chassis = parts.first(where: { $0.part.kind == .chassis }) {
      return ObjectID(.part, chassis.part.id)
    }
    if IPMIEntities.mainBoard.contains(entity), let board = parts.first(where: { $0.part.isHosting }) {
      return ObjectID(.part, board.part.id)
    }
    let same = parts.first { $0.entityID == entity && $0.entityInstance == record.entityInstance }
    return same.map { ObjectID(.part, $0.part.id) }
  }

  /// The fan of an entity's instance, where exactly one tachometer is on it.
  private func onlyFan(_ entity: UInt8, _ instance: UInt8) -> ObjectID? {
    let tachometers = sensors.filter {
      $0.entityID == entity && $0.entityInstance == instance && $0.isNumeric
        && IPMIUnits.unit(of: $0.units).unit == .rpm
    }
    return tachometers.count == 1 ? ObjectID(.fan, naming.fan(tachometers[0].key)) : nil
  }
}
