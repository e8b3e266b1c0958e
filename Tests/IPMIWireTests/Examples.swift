import IPMIWire

/// At least one message of every kind, with every optional both there and absent.
enum Examples {
  static let fromAgent: [AgentMessage] = [
    .configure(
      bmc: 1,
      request(
        .lan(
          SessionRequest.LAN(
            host: "fe80::1", port: 623, user: "admin", password: [0x70, 0xff, 0x20],
            authentications: Authentication.allCases)))),
    .configure(bmc: 2, request(.openIPMI(device: "/dev/ipmi0"))),
    .configure(bmc: 3, request(.ssif(device: "/dev/i2c-1", address: 0x10))),
    .release(bmc: 65_535),
    .command(bmc: 2, request: 4_000_000_000, .chassisControl(code: 5)),
    .command(bmc: 3, request: 0, .readPower),
    .command(bmc: 3, request: 1, .setThresholds(numeric.key, numeric.thresholds)),
    .command(bmc: 3, request: 2, .restoreThresholds(discrete.key)), .command(bmc: 3, request: 3, .clearLog),
    .command(bmc: 3, request: 4, .setBoot(device: 1, once: true)),
    .command(bmc: 3, request: 5, .setBoot(device: nil, once: false)),
    .command(bmc: 3, request: 6, .identify(isOn: true)), .stop,
  ]

  private static func request(_ access: SessionRequest.Access) -> SessionRequest {
    SessionRequest(
      access: access, privilege: .operator, workarounds: Workaround.allCases, scanMilliseconds: 5000,
      sessionTimeoutMilliseconds: 4000, retransmitMilliseconds: 250, logEntries: 1024, isBridging: true,
      cacheDirectory: "/run/lantern/ipmi")
  }

  static let fromWorker: [WorkerMessage] =
    [.hello(version: Frame.version), .alive]
    + reports.map { .report(bmc: 7, $0) }

  static let reports: [SessionReport] = [
    .status(.connecting), .status(.working), .status(.limited(kind: "no-sensor-records", message: "Restart it.")),
    .status(.failing(kind: "wrong-password", message: "Correct the password: größer, 密码.")),
    .device(
      DeviceRecord(
        deviceID: 32, firmwareMajor: 2, firmwareMinor: 0x15, firmwareAuxiliary: [1, 2, 3, 4], manufacturerID: 51_966,
        manufacturerName: "Example", productID: 4097, systemGUID: Array(0..<16))),
    .device(DeviceRecord(deviceID: 0, firmwareMajor: 0, firmwareMinor: 0, manufacturerID: 0, productID: 0)),
    .sensor(numeric), .sensor(discrete), .fru(server), .fru(empty), .inventoryEnd,
    .readings(
      ReadingsBatch(
        readings: [
          Reading(sensor: numeric.key, status: .good, raw: 195, value: 3.315, states: 0b100),
          Reading(sensor: discrete.key, status: .disabled),
        ], takenNanoseconds: .max, intervalMilliseconds: 5000)),
    .readings(ReadingsBatch(readings: [], takenNanoseconds: 0, intervalMilliseconds: 0)),
    .power(PowerReading(isOn: true, acpiState: 3, takenNanoseconds: 12, intervalMilliseconds: 500)),
    .power(PowerReading(isOn: false, takenNanoseconds: 0, intervalMilliseconds: 0)),
    .result(request: 9, .completed(code: 0xd5)), .result(request: 10, .notSent("No session.")),
    .result(request: 11, .unanswered("Silence.")),
    .component(
      ComponentRecord(
        number: 2, name: "BIOS", current: ComponentRecord.Version(major: 3, minor: 0x15, auxiliary: [1, 2, 3, 4]),
        rollback: ComponentRecord.Version(major: 3, minor: 0x14))),
    .component(ComponentRecord(number: 0, current: ComponentRecord.Version(major: 0, minor: 0))),
    .changed(numeric),
    .log(
      LogBatch(
        startsAnew: true, entries: [LogRecord(bytes: Array(0..<16))!],
        standing: LogStanding(
          count: 513, capacity: 4096, isOverflown: true, isErasing: false, takenNanoseconds: 7,
          intervalMilliseconds: 5000))),
    .log(LogBatch(startsAnew: false, entries: [])),
    .boot(BootReading(device: 1, isPersistent: true, takenNanoseconds: 5, intervalMilliseconds: 30_000)),
    .boot(BootReading(device: nil, isPersistent: false, takenNanoseconds: 0, intervalMilliseconds: 0)),
    .chassis(ChassisReading(identify: 2, restorePolicy: 1, restartCause: 11)), .chassis(ChassisReading()),
  ]

  static let numeric: SensorRecord = {
    var sensor = SensorRecord(
      key: SensorKey(owner: 0x20, lun: 0, number: 18), name: "P3V3", entityID: 7, entityInstance: 1, sensorType: 2,
      eventReadingType: 1, units: UnitCodes(base: 4),
      factors: ReadingFactors(m: -17, b: 511, bExponent: -8, rExponent: 7, linearization: 11, format: .twosComplement))
    for (place, threshold) in ThresholdValues.all.enumerated() { sensor.thresholds[keyPath: threshold] = Double(place) }
    sensor.settableThresholds = 0x3f
    sensor.hysteresis = 0.5
    sensor.nominal = 3.3
    sensor.normalMinimum = 3.2
    sensor.normalMaximum = 3.4
    sensor.minimumReadable = -0.0
    sensor.maximumReadable = 4.335
    return sensor
  }()

  static let discrete: SensorRecord = {
    var sensor = SensorRecord(
      key: SensorKey(owner: 0x2d, lun: 3, number: 255, share: 15), name: "", entityID: 10, entityInstance: 2,
      sensorType: 8, eventReadingType: 0x6f,
      units: UnitCodes(isPercentage: true, modifierUse: 2, rate: 6, base: 91, modifier: 1))
    sensor.supportedStates = 0x7fff
    return sensor
  }()

  static let server: FRURecord = {
    var fru = FRURecord(deviceID: 0, name: "System Board", entityID: 7, entityInstance: 1)
    fru.chassis = FRURecord.Chassis()
    fru.chassis?.type = 23
    fru.chassis?.serialNumber = "CHS0001234"
    fru.board = FRURecord.Board()
    fru.board?.manufacturedMinutes = 15_000_000
    fru.board?.manufacturer = "Example Systems"
    fru.product = FRURecord.Product()
    fru.product?.name = "EX-Server 2U"
    fru.product?.assetTag = "ASSET-42"
    fru.supply = FRURecord.Supply()
    fru.supply?.ratedWatts = 800
    fru.supply?.range2High = 264_000
    for problem in ["One.", "Two."] { fru.add(problem: problem) }
    return fru
  }()

  static let empty = FRURecord(deviceID: 254, name: "?", entityID: 0, entityInstance: 0)
}
