import CFreeIPMI
import IPMIWire

/// A sensor to be read, with the record that says how.
struct ScannedSensor {
  var key: SensorKey
  var record: SDRRecord
}

/// Takes stock of one BMC: itself, its sensors, its FRU devices.
struct Inventory {
  let session: Session
  /// Called between any two commands, so that requests need not wait for the end; what it throws ends the reading.
  let betweenCommands: () throws(SessionProblem) -> Void

  /// What the agent gets, and what is to be scanned.
  func read() throws(SessionProblem) -> (reports: [SessionReport], sensors: [ScannedSensor]) {
    var reports: [SessionReport] = [.device(try DeviceReader(session: session).read())]
    let records = try SDRReader(session: session).read()
    let describer = SensorDescriber(session: session)
    guard let fruReader = FRUReader(session: session) else {
      throw SessionProblem(kind: "internal-error", message: "There is no memory for the BMC's inventory: free some.")
    }
    var sensors: [ScannedSensor] = []
    var seen: Set<SensorKey> = []
    for record in records {
      for key in SensorDescriber.keys(of: record) where seen.insert(key).inserted {
        try betweenCommands()
        reports.append(.sensor(try describer.describe(key, record)))
        sensors.append(ScannedSensor(key: key, record: record))
      }
    }
    for place in FRUReader.places(in: records) {
      try betweenCommands()
      if let fru = try fruReader.read(place) { reports.append(.fru(fru)) }
    }
    reports.append(.inventoryEnd)
    return (reports, sensors)
  }
}
