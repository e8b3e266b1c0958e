import IPMIWire

/// What tells in an event record which sensor it is about: the generator, its LUN, and the number of the sensor.
struct EventAddress: Hashable {
  var owner: UInt8
  var lun: UInt8
  var number: UInt8

  init(owner: UInt8, lun: UInt8, number: UInt8) {
    self.owner = owner
    self.lun = lun
    self.number = number
  }

  init(_ key: SensorKey) { self.init(owner: key.owner, lun: key.lun, number: key.number &+ (key.share ?? 0)) }
}

/// What sentences about a sensor's events need to know of it.
struct EventSubject: Hashable {
  var id: String
  var name: String
  var factors: ReadingFactors?
  var scale: SensorScale
}
