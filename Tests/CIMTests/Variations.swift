import Model

/// Every field of every kind of object, with changes that move it. A new field of the model has to be added here,
/// which is when its place in the profiles is decided.
enum Variations {
  typealias Table<Object> = [String: [(inout Object) -> Void]]

  /// The changed content for each change of a field.
  static func of(_ content: Content, field: String) -> [Content] {
    switch content {
    case .system(let object): apply(systems[field], object).map { .system($0) }
    case .sensor(let object): apply(sensors[field], object).map { .sensor($0) }
    case .fan(let object): apply(fans[field], object).map { .fan($0) }
    case .supply(let object): apply(supplies[field], object).map { .supply($0) }
    case .part(let object): apply(parts[field], object).map { .part($0) }
    case .firmware(let object): apply(firmware[field], object).map { .firmware($0) }
    case .job(let object): apply(jobs[field], object).map { .job($0) }
    case .account(let object): apply(accounts[field], object).map { .account($0) }
    case .role(let object): apply(roles[field], object).map { .role($0) }
    case .directory(let object): apply(directories[field], object).map { .directory($0) }
    case .log(let object): apply(logs[field], object).map { .log($0) }
    case .entry(let object): apply(entries[field], object).map { .entry($0) }
    case .boot(let object): apply(boots[field], object).map { .boot($0) }
    case .bootSource(let object): apply(bootSources[field], object).map { .bootSource($0) }
    case .redundancy(let object): apply(redundancies[field], object).map { .redundancy($0) }
    }
  }

  static func fieldNames(of kind: ObjectKind) -> Set<String> {
    switch kind {
    case .system: Set(systems.keys)
    case .sensor: Set(sensors.keys)
    case .fan: Set(fans.keys)
    case .supply: Set(supplies.keys)
    case .part: Set(parts.keys)
    case .firmware: Set(firmware.keys)
    case .job: Set(jobs.keys)
    case .account: Set(accounts.keys)
    case .role: Set(roles.keys)
    case .directory: Set(directories.keys)
    case .log: Set(logs.keys)
    case .entry: Set(entries.keys)
    case .boot: Set(boots.keys)
    case .bootSource: Set(bootSources.keys)
    case .redundancy: Set(redundancies.keys)
    }
  }

  private static func apply<Object>(_ changes: [(inout Object) -> Void]?, _ object: Object) -> [Object] {
    (changes ?? []).map { change in
      var copy = object
      change(&copy)
      return copy
    }
  }

  private static func all<Object, Value: CaseIterable>(
    _ path: WritableKeyPath<Object, Value>
  ) -> [(inout Object) -> Void] {
    Value.allCases.map { value in { $0[keyPath: path] = value } }
  }

  static var systems: Table<System> {
    [
      "id": [{ $0.id = "other" }],
      "name": [{ $0.name = "Another" }],
      "kind": all(\.kind),
      "uuid": [{ $0.uuid = nil }, { $0.uuid = "00112233445566778899AABBCCDDEEFF" }],
      "health": all(\.health),
      "power.state": all(\.power.state),
      "power.requested": PowerVerb.allCases.map { verb in { $0.power.requested = verb } },
      "power.transitioning": PowerVerb.allCases.map { verb in { $0.power.transitioning = verb } },
      "power.supported": [{ $0.power.supported = [.on] }, { $0.power.supported = PowerVerb.allCases }],
      "power.available": [{ $0.power.supported = [.off] }, { $0.power.state = .off }],
      "power.changed": [{ $0.power.changed = WallTime(secondsSince1970: 1) }],
      "identifiable": [{ $0.isIdentifiable.toggle() }],
      "identify": IdentifyState.allCases.map { state in { $0.identify = state } },
      "identify-lit": IdentifyState.allCases.map { state in { $0.identify = state } } + [{ $0.identify = nil }],
      "restart-cause": RestartCause.allCases.map { cause in { $0.restartCause = cause } },
      "restore-policy": RestorePolicy.allCases.map { policy in { $0.restorePolicy = policy } },
    ]
  }

  static var sensors: Table<Sensor> {
    [
      "id": [{ $0.id = "other" }],
      "name": [{ $0.name = "Another" }],
      "system": [{ $0.system = "node2" }],
      "kind": all(\.kind),
      "kind-description": [{ $0.kindDescription = "Something else" }],
      "numeric": [{ $0.isNumeric.toggle() }],
      "unit": all(\.unit),
      "rate": all(\.rate),
      "exponent": [{ $0.exponent = -1 }],
      "warning.low": [{ $0.thresholds.warningLow = 6 }, { $0.thresholds.warningLow = nil }],
      "warning.high": [{ $0.thresholds.warningHigh = 41 }, { $0.thresholds.warningHigh = nil }],
      "critical.low": [{ $0.thresholds.criticalLow = 1 }, { $0.thresholds.criticalLow = nil }],
      "critical.high": [{ $0.thresholds.criticalHigh = 46 }, { $0.thresholds.criticalHigh = nil }],
      "fatal.low": [{ $0.thresholds.fatalLow = -5 }],
      "fatal.high": [{ $0.thresholds.fatalHigh = 55 }],
      "thresholds": [{ $0.thresholds = Thresholds() }],
      "supported-thresholds": [{ $0.disabledThresholds = [.fatalHigh] }],
      "settable-thresholds": [{ $0.settableThresholds = Threshold.allCases }],
      "hysteresis": [{ $0.hysteresis = 3 }],
      "nominal": [{ $0.nominal = 20 }],
      "normal.low": [{ $0.normalMinimum = 10 }],
      "normal.high": [{ $0.normalMaximum = 30 }],
      "readable.low": [{ $0.minimumReadable = -40 }],
      "readable.high": [{ $0.maximumReadable = 125 }],
      "resolution": [{ $0.resolution = 0.5 }],
      "quality": all(\.quality),
      "reading": [{ $0.reading = 30 }, { $0.reading = nil }],
      "state": all(\.state),
      "state-name": all(\.state) + [{ $0.activeStates = [0] }],
      "state-names": [
        { $0.thresholds = Thresholds(fatalHigh: 60) },
        { $0.discreteStates = [DiscreteState(name: "Removed", health: .fatal)] },
      ],
      "health": all(\.state) + [{ $0.activeStates = [0] }],
      "interval": [{ $0.interval = .milliseconds(250) }],
      "measures": [{ $0.measures = ObjectID(.supply, "psu1") }, { $0.measures = ObjectID(.system, $0.system) }],
    ]
  }

  static var fans: Table<Fan> {
    [
      "id": [{ $0.id = "other" }],
      "name": [{ $0.name = "Another" }],
      "system": [{ $0.system = "node2" }],
      "tachometer": [{ $0.tachometer = "inlet" }],
      "variable-speed": [{ $0.isVariableSpeed.toggle() }],
      "mode": FanMode.allCases.map { mode in { $0.mode = mode } } + [{ $0.mode = nil }],
      "modes": [{ $0.mode = nil }],
      "desired-speed": [{ $0.desiredSpeed = 3000 }],
      "full-speed": [{ $0.fullSpeed = 9000 }],
      "duty": [{ $0.duty = 55 }, { $0.duty = nil }],
      "quality": all(\.quality),
      "health": all(\.health),
    ]
  }

  static var redundancies: Table<RedundancySet> {
    [
      "id": [{ $0.id = "other" }],
      "name": [{ $0.name = "Another" }],
      "system": [{ $0.system = "node2" }],
      "of": [{ $0.members = [ObjectID(.supply, "psu1")] }],
      "count": [{ $0.members.append(ObjectID(.fan, "fan9")) }],
      "needed": [{ $0.needed = 2 }],
      "status": all(\.status),
    ]
  }

  static var supplies: Table<Supply> {
    [
      "id": [{ $0.id = "other" }],
      "name": [{ $0.name = "Another" }],
      "system": [{ $0.system = "node2" }],
      "rated-output": [{ $0.ratedOutput = 500 }, { $0.ratedOutput = nil }],
      "input-1.low": [{ $0.inputRange1 = 90...240 }],
      "input-1.high": [{ $0.inputRange1 = 100...250 }],
      "input-2.low": [{ $0.inputRange2 = 200...240 }],
      "input-2.high": [{ $0.inputRange2 = 200...240 }],
      "frequency.low": [{ $0.inputFrequency = 50...63 }],
      "frequency.high": [{ $0.inputFrequency = 47...60 }],
      "quality": all(\.quality),
      "health": all(\.health),
    ]
  }

  static var parts: Table<Part> {
    [
      "id": [{ $0.id = "other" }],
      "name": [{ $0.name = "Another" }],
      "system": [{ $0.system = "node2" }],
      "kind": all(\.kind),
      "manufacturer": [{ $0.manufacturer = "Other maker" }],
      "model": [{ $0.model = "M2" }],
      "part-number": [{ $0.partNumber = "PN-2" }],
      "serial-number": [{ $0.serialNumber = "SN-2" }],
      "version": [{ $0.version = "B" }],
      "sku": [{ $0.sku = "SKU-2" }],
      "asset-tag": [{ $0.assetTag = "A-2" }],
      "manufactured": [{ $0.manufactured = WallTime(secondsSince1970: 1_700_000_000) }],
      "chassis-type": [{ $0.chassisType = 28 }],
      "hosting": [{ $0.isHosting.toggle() }],
      "replaceable": [{ $0.isReplaceable.toggle() }],
      "capacity": [{ $0.capacity = 8 << 30 }],
      "speed": [{ $0.speedMegahertz = 2400 }, { $0.speedMegahertz = nil }],
      "memory-type": [{ $0.memoryType = "DDR3" }],
      "form-factor": [{ $0.formFactor = "SODIMM" }],
      "bank": [{ $0.bank = "B2" }],
      "container": [{ $0.container = nil }, { $0.container = "psu1" }],
      "realizes": [{ $0.realizes = ObjectID(.fan, "fan1") }],
      "attributes": [{ $0.attributes = [Part.Attribute(name: "bay", value: "left")] }],
    ]
  }

  static var jobs: Table<Job> {
    [
      "id": [{ $0.id = "run:2" }],
      "name": [{ $0.name = "Another" }],
      "system": [{ $0.system = "node2" }],
      "verb": all(\.verb),
      "owner": [{ $0.owner = "somebody" }],
      "state": all(\.state),
      "status": [{ $0.status = "waiting" }],
      "progress": [{ $0.progress = 50 }],
      "submitted": [{ $0.submitted = WallTime(secondsSince1970: 1) }],
      "changed": [{ $0.changed = WallTime(secondsSince1970: 1) }],
      "elapsed": [{ $0.elapsed = .seconds(5) }],
      "retention": [{ $0.retention = .seconds(60) }],
      "error": [{ $0.error = "It went wrong." }],
    ]
  }

  static var accounts: Table<Account> {
    [
      "id": [{ $0.id = "other" }],
      "name": [{ $0.id = "other" }],
      "system": [{ $0.system = "node2" }],
      "enabled": [{ $0.isEnabled.toggle() }],
      "roles": [{ $0.roles = ["readonly"] }, { $0.roles = [] }],
      // Nothing moves it: it is never told.
      "password": [],
    ]
  }

  static var roles: Table<Role> {
    [
      "id": [{ $0.id = "other" }],
      "name": [{ $0.id = "other" }],
      "system": [{ $0.system = "node2" }],
      "static": [{ $0.isStatic.toggle() }],
      "permissions": [{ $0.permissions = .all }, { $0.permissions = Permissions([.read]) }],
    ]
  }

  static var directories: Table<AccountDirectory> {
    [
      "id": [{ $0.id = "other" }],
      "system": [{ $0.system = "node2" }],
      "realm": [{ $0.realm = "Lantern-1" }],
      "maximum-accounts": [{ $0.maximumAccounts = 1 }],
    ]
  }

  static var logs: Table<RecordLog> {
    [
      "id": [{ $0.id = "other" }],
      "name": [{ $0.name = "Another" }],
      "system": [{ $0.system = "node2" }],
      "capacity": [{ $0.capacity = 16 }, { $0.capacity = nil }],
      "count": [{ $0.count = 0 }, { $0.count = nil }],
      "overwrite": LogOverwrite.allCases.map { policy in { $0.overwrite = policy } } + [{ $0.overwrite = nil }],
      "overflown": [{ $0.isOverflown.toggle() }],
      "state": all(\.state),
      "quality": all(\.quality),
      "health": [{ $0.isOverflown.toggle() }, { $0.quality = .unknown }],
    ]
  }

  static var entries: Table<LogEntry> {
    [
      "id": [{ $0.id = "sel.2" }],
      "log": [{ $0.log = "other" }],
      "system": [{ $0.system = "node2" }],
      "record": [{ $0.record = 2 }],
      "time": [{ $0.time = WallTime(secondsSince1970: 1) }, { $0.time = nil }],
      "severity": all(\.severity),
      "message": [{ $0.message = "Something else happened." }],
      "sensor": [{ $0.sensor = "outlet" }, { $0.sensor = nil }],
      "data": [{ $0.data = "*other*" }, { $0.data = nil }],
    ]
  }

  static var boots: Table<BootConfiguration> {
    [
      "id": [{ $0.system = "node2" }],
      "name": [{ $0.name = "Another" }],
      "system": [{ $0.system = "node2" }],
      "devices": [{ $0.devices = BootDevice.allCases }],
      "order": [{ $0.order = [.disk, .network] }],
      "once": [{ $0.once = .disk }, { $0.once = nil }],
      "persistent": [{ $0.persistent = .disk }],
      "role": [{ $0.once = nil }, { ($0.once, $0.persistent) = (nil, .disk) }, { $0.quality = .unknown }],
      "quality": all(\.quality),
    ]
  }

  static var bootSources: Table<BootSource> {
    [
      "id": [{ $0.id = "other" }],
      "name": [{ $0.name = "Another" }],
      "system": [{ $0.system = "node2" }],
      "device": all(\.device),
      "place": [{ $0.place = 7 }],
    ]
  }

  static var firmware: Table<Firmware> {
    [
      "id": [{ $0.id = "other" }],
      "name": [{ $0.name = "Another" }],
      "system": [{ $0.system = "node2" }],
      "kind": all(\.kind),
      "version": [{ $0.version = "9.9" }],
      "major": [{ $0.major = 9 }],
      "minor": [{ $0.minor = 9 }],
      "revision": [{ $0.revision = 9 }],
      "build": [{ $0.build = 9 }],
      "manufacturer": [{ $0.manufacturer = "Other maker" }],
      "released": [{ $0.released = WallTime(secondsSince1970: 1_700_000_000) }],
      "target": [{ $0.target = ObjectID(.supply, "psu1") }],
      "current": [{ $0.isCurrent.toggle() }],
    ]
  }
}
