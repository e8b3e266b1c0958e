import Model

/// Which sensors say how well a device or a system is: a fan's tachometer, whatever measures a fan or a supply, and
/// for a system all of its sensors (its devices follow from some of them).
struct Governance {
  /// Ids of sensors by what they govern.
  private(set) var sensors: [ObjectID: [String]] = [:]
  /// The opposite way.
  private(set) var governed: [String: [ObjectID]] = [:]

  init(sensors: some Sequence<Sensor> = [], fans: some Sequence<Fan> = []) {
    for sensor in sensors {
      link(sensor.id, to: ObjectID(.system, sensor.system))
      if let measured = sensor.measures, measured.kind == .fan || measured.kind == .supply {
        link(sensor.id, to: measured)
      }
    }
    for fan in fans {
      if let tachometer = fan.tachometer { link(tachometer, to: ObjectID(.fan, fan.id)) }
    }
  }

  private mutating func link(_ sensor: String, to object: ObjectID) {
    guard governed[sensor]?.contains(object) != true else { return }
    governed[sensor, default: []].append(object)
    sensors[object, default: []].append(sensor)
  }
}
