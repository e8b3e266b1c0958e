import CIM
import Model

/// A small server: every kind of object once or more, all of it fresh at `now`.
struct SampleBoard {
  let store = ModelStore()
  let now = Instant(nanoseconds: 1_000_000_000_000)
  static let freshFor = Duration.seconds(3)

  var snapshot: Snapshot { store.snapshot }

  init(_ contents: [Content] = SampleBoard.contents) { publish(contents) }

  func publish(_ contents: [Content]) {
    store.publish(contents.map { ($0, now + Self.freshFor) })
  }

  static var contents: [Content] {
    [
      .system(system), .sensor(inlet), .sensor(tachometer), .sensor(intrusion), .fan(fan), .supply(supply),
      .part(chassis), .part(board), .part(processor), .part(memory), .part(supplyBody), .firmware(controller),
      .firmware(bios), .job(job), .directory(directory), .role(role), .account(account), .log(log), .entry(entry),
      .boot(boot), .bootSource(bootSource), .redundancy(redundancy),
    ]
  }

  static var system: System {
    var system = System(id: System.onlyID, name: "Test server")
    system.uuid = "4C4C4544003957108052B4C04F333132"
    system.power.state = .on
    system.power.supported = [.on, .off, .offGraceful, .cycle, .reset, .nmi, .cycleGraceful, .resetGraceful]
    system.power.changed = WallTime(secondsSince1970: 1_795_380_543)
    system.health = .ok
    system.isIdentifiable = true
    system.identify = .off
    system.restartCause = .powerButton
    system.restorePolicy = .previous
    return system
  }

  static var log: RecordLog {
    var log = RecordLog(id: "sel", name: "System event log", system: System.onlyID)
    log.capacity = 512
    log.count = 1
    log.overwrite = .never
    log.state = .normal
    log.quality = .good
    return log
  }

  static var entry: LogEntry {
    LogEntry(
      log: "sel", record: 1, system: System.onlyID, time: WallTime(secondsSince1970: 1_795_380_543),
      severity: .warning, message: "Inlet went above its upper non-critical limit.", sensor: "inlet",
      data: "*inlet*1 0*")
  }

  static var boot: BootConfiguration {
    var boot = BootConfiguration(system: System.onlyID, name: "Boot configuration", devices: [.network, .disk])
    boot.order = [.network]
    boot.once = .network
    boot.quality = .good
    return boot
  }

  static var bootSource: BootSource { BootSource(system: System.onlyID, device: .network, place: 1) }

  static var directory: AccountDirectory {
    AccountDirectory(system: System.onlyID, realm: "Lantern-0123456789abcdef", maximumAccounts: 64)
  }

  static var role: Role {
    var role = Role("operator", Permissions([.read, .power, .thresholds]), isStatic: true)
    role.system = System.onlyID
    role.systems = [System.onlyID]
    return role
  }

  static var account: Account { Account(id: "alice", system: System.onlyID, roles: ["operator"]) }

  static var inlet: Sensor {
    var sensor = Sensor(
      id: "inlet", name: "Inlet", system: System.onlyID, kind: .temperature, isNumeric: true, unit: .celsius)
    sensor.exponent = -2
    sensor.thresholds = Thresholds(warningLow: 5, warningHigh: 40, criticalLow: 0, criticalHigh: 45)
    sensor.settableThresholds = [.warningHigh]
    sensor.hysteresis = 2
    sensor.measures = ObjectID(.part, "chassis")
    sensor.quality = .good
    sensor.reading = 24.125
    sensor.state = .normal
    return sensor
  }

  static var tachometer: Sensor {
    var sensor = Sensor(
      id: "fan1-tach", name: "Fan 1 tach", system: System.onlyID, kind: .tachometer, isNumeric: true, unit: .rpm)
    sensor.thresholds = Thresholds(criticalLow: 900)
    sensor.measures = ObjectID(.fan, "fan1")
    sensor.quality = .good
    sensor.reading = 4200
    sensor.state = .normal
    return sensor
  }

  static var intrusion: Sensor {
    var sensor = Sensor(
      id: "lid", name: "Lid", system: System.onlyID, kind: .intrusion, isNumeric: false)
    sensor.discreteStates = [DiscreteState(name: "Open", health: .critical)]
    sensor.quality = .good
    return sensor
  }

  static var fan: Fan {
    var fan = Fan(id: "fan1", name: "Fan 1", system: System.onlyID)
    fan.tachometer = "fan1-tach"
    fan.isVariableSpeed = true
    fan.mode = .manual
    fan.desiredSpeed = 4000
    fan.fullSpeed = 8000
    fan.cools = [ObjectID(.part, "chassis")]
    fan.duty = 50
    fan.quality = .good
    fan.health = .ok
    return fan
  }

  static var redundancy: RedundancySet {
    var set = RedundancySet(
      id: "fans", name: "Fans", system: System.onlyID, members: [ObjectID(.fan, "fan1"), ObjectID(.fan, "fan2")],
      needed: 1)
    set.status = .lost
    return set
  }

  static var supply: Supply {
    var supply = Supply(id: "psu1", name: "PSU 1", system: System.onlyID)
    supply.ratedOutput = 750
    supply.inputRange1 = 100...240
    supply.inputFrequency = 47...63
    supply.quality = .good
    supply.health = .ok
    return supply
  }

  static var chassis: Part {
    var part = Part(id: "chassis", name: "Chassis", system: System.onlyID, kind: .chassis)
    part.manufacturer = "Acme"
    part.serialNumber = "C-1"
    part.chassisType = 23
    return part
  }

  static var board: Part {
    var part = Part(id: "board", name: "Main board", system: System.onlyID, kind: .board)
    part.isHosting = true
    part.container = "chassis"
    return part
  }

  static var processor: Part {
    var part = Part(id: "cpu0", name: "CPU 0", system: System.onlyID, kind: .processor)
    part.container = "board"
    return part
  }

  static var memory: Part {
    var part = Part(id: "dimm-a1", name: "DIMM A1", system: System.onlyID, kind: .memory)
    part.capacity = 16 << 30
    part.speedMegahertz = 3200
    part.memoryType = "DDR4"
    part.formFactor = "RDIMM"
    part.bank = "A1"
    part.container = "board"
    return part
  }

  static var supplyBody: Part {
    var part = Part(id: "psu1", name: "PSU 1", system: System.onlyID, kind: .powerSupply)
    part.isReplaceable = true
    part.container = "chassis"
    part.realizes = ObjectID(.supply, "psu1")
    return part
  }

  static var controller: Firmware {
    var firmware = Firmware(id: "bmc", name: "Controller", system: System.onlyID)
    firmware.version = "2.14"
    firmware.major = 2
    firmware.minor = 14
    return firmware
  }

  static var job: Job {
    Job(
      id: "run:1", name: "Power cycle-graceful of ManagedSystem", system: System.onlyID, verb: .cycleGraceful,
      owner: "admin", submitted: WallTime(secondsSince1970: 1_795_380_543))
  }

  static var bios: Firmware {
    var firmware = Firmware(id: "bios", name: "BIOS", system: System.onlyID, kind: .bios)
    firmware.version = "A.07"
    firmware.target = ObjectID(.part, "board")
    return firmware
  }
}

extension CIMView {
  /// All instances of a class, by its name.
  func all(_ name: String, _ board: SampleBoard) -> [Instance] {
    instances(of: schema.cimClass(name)!, in: board.snapshot, at: board.now)
  }

  /// The only instance with these keys.
  func one(_ name: String, _ keys: [String: String] = [:], _ board: SampleBoard, at now: Instant? = nil) -> Instance? {
    let selectors = keys.map { Selector(name: $0.key, value: .text($0.value)) }
    let found = try? find(schema.cimClass(name)!, selectors: selectors, in: board.snapshot, at: now ?? board.now)
    return found?.count == 1 ? found?[0] : nil
  }
}
