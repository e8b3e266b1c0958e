import Model

/// Which sensors say how well a device or a system is: a fan's tachometer, whatever measures a fan or a supply, and
/// for a system all of its sensors (its devices follow from some of them).
///
/// Kept by system, so that news of one system of thousands costs what that one has.
struct Governance {
  /// What objects of one system say of who follows from what.
  private struct Household {
    /// Every sensor, with the fan or supply that it measures.
    var sensors: [String: ObjectID?] = [:]
    /// Every fan, with its tachometer.
    var fans: [String: String?] = [:]
    var supplies: Set<String> = []
    /// To fans and supplies, which may be those of another system.
    var links: [(sensor: String, object: ObjectID)] = []
  }

  /// Ids of sensors by what they govern.
  private(set) var sensors: [ObjectID: [String]] = [:]
  /// The opposite way.
  private(set) var governed: [String: [ObjectID]] = [:]
  private var households: [String: Household] = [:]
  /// Where each object is at home.
  private var homes: [ObjectID: String] = [:]
  /// Systems of which something came, went or changed since `settle`.
  private var unsettled: Set<String> = []

  /// An object came or changed; `settle` must follow.
  mutating func define(_ content: Content) {
    let home = content.system
    switch content {
    case .sensor(let sensor):
      move(content.id, to: home)
      let measured = sensor.measures.flatMap { $0.kind == .fan || $0.kind == .supply ? $0 : nil }
      households[home, default: Household()].sensors[sensor.id] = .some(measured)
    case .fan(let fan):
      move(content.id, to: home)
      households[home, default: Household()].fans[fan.id] = .some(fan.tachometer)
    case .supply(let supply):
      move(content.id, to: home)
      households[home, default: Household()].supplies.insert(supply.id)
    default: return
    }
    unsettled.insert(home)
  }

  /// An object went; `settle` must follow.
  mutating func forget(_ id: ObjectID) {
    guard let home = homes.removeValue(forKey: id) else { return }
    switch id.kind {
    case .sensor: households[home]?.sensors[id.id] = nil
    case .fan: households[home]?.fans[id.id] = nil
    default: households[home]?.supplies.remove(id.id)
    }
    unsettled.insert(home)
  }

  /// Brings the links up to date. Returns the systems, fans and supplies that may follow from something else now.
  mutating func settle() -> [ObjectID] {
    var touched: [ObjectID] = []
    for system in unsettled.sorted() {
      guard var household = households[system] else { continue }
      for link in household.links { unlink(link.sensor, from: link.object) }
      household.links = []
      govern(ObjectID(.system, system), by: household.sensors.keys.sorted())
      for (sensor, measured) in household.sensors {
        if let measured { household.links.append((sensor, measured)) }
      }
      for (fan, tachometer) in household.fans {
        if let tachometer { household.links.append((tachometer, ObjectID(.fan, fan))) }
      }
      for link in household.links {
        governed[link.sensor, default: []].append(link.object)
        sensors[link.object, default: []].append(link.sensor)
      }
      touched.append(ObjectID(.system, system))
      touched += household.fans.keys.sorted().map { ObjectID(.fan, $0) }
      touched += household.supplies.sorted().map { ObjectID(.supply, $0) }
      let isEmpty = household.sensors.isEmpty && household.fans.isEmpty && household.supplies.isEmpty
      households[system] = isEmpty ? nil : household
    }
    unsettled = []
    return touched
  }

  private mutating func move(_ id: ObjectID, to home: String) {
    if let former = homes[id], former != home { forget(id) }
    homes[id] = home
  }

  /// A system follows from its sensors and nobody else's.
  private mutating func govern(_ system: ObjectID, by present: [String]) {
    for sensor in sensors[system] ?? [] { governed[sensor]?.removeAll { $0 == system } }
    for sensor in present { governed[sensor, default: []].append(system) }
    sensors[system] = present.isEmpty ? nil : present
  }

  /// One link of them, as two objects may have said the same.
  private mutating func unlink(_ sensor: String, from object: ObjectID) {
    if let place = sensors[object]?.firstIndex(of: sensor) { sensors[object]?.remove(at: place) }
    if sensors[object]?.isEmpty == true { sensors[object] = nil }
    if let place = governed[sensor]?.firstIndex(of: object) { governed[sensor]?.remove(at: place) }
    if governed[sensor]?.isEmpty == true { governed[sensor] = nil }
  }
}
