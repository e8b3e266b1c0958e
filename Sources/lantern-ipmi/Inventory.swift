import IPMI
import IPMIWire

/// Takes stock of one BMC: itself, its firmware, its sensors, its FRU devices. Each record goes to the agent as soon as
/// it is there; the agent takes the whole only at the end, so that an inventory that breaks off never replaces a good
/// one.
struct Inventory {
  let session: Session
  let reporter: Reporter
  /// Called between any two commands, so that requests need not wait for the end; what it throws ends the inventory.
  let betweenCommands: () throws(SessionProblem) -> Void

  /// What is to be scanned. `fetchingAnew` takes no records from the file that keeps them.
  func take(fetchingAnew: Bool) throws(SessionProblem) -> [ScannedSensor] {
    let device = try DeviceReader(session: session).read()
    reporter.send(.device(device))
    for component in try ComponentReader(session: session).read() { reporter.send(.component(component)) }
    let records = try SDRReader(session: session, device: device).read(fetchingAnew: fetchingAnew)
    guard let fruReader = FRUReader(session: session) else { throw .noMemory }
    let describer = SensorDescriber(session: session)
    var sensors: [ScannedSensor] = []
    var seen: Set<SensorKey> = []
    for record in records {
      for key in SensorDescriber.keys(of: record) where seen.insert(key).inserted {
        try betweenCommands()
        var sensor = ScannedSensor(key: key, record: record, workarounds: session.request.workarounds)
        reporter.send(.sensor(try describer.describe(&sensor)))
        sensors.append(sensor)
      }
    }
    for place in FRUReader.places(in: records) {
      try betweenCommands()
      if let fru = try fruReader.read(place) { reporter.send(.fru(fru)) }
    }
    reporter.send(.inventoryEnd)
    return sensors
  }
}
