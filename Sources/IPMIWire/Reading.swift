/// One reading of one sensor.
public struct Reading: Hashable, Sendable {
  public enum Status: UInt8, CaseIterable, Sendable {
    case good = 0
    /// The BMC says that it has no reading now.
    case unavailable = 1
    /// The BMC says that it does not scan the sensor.
    case disabled = 2
    /// The BMC did not answer as it should.
    case failed = 3
  }

  public var sensor: SensorKey
  public var status: Status
  public var raw: UInt8
  /// In the unit of the sensor's record; nil for discrete sensors and unless `status` is good.
  public var value: Double?
  /// Bit n: the state at offset n is active; for threshold sensors bits 0 to 5, the thresholds crossed.
  public var states: UInt16

  public init(sensor: SensorKey, status: Status, raw: UInt8 = 0, value: Double? = nil, states: UInt16 = 0) {
    self.sensor = sensor
    self.status = status
    self.raw = raw
    self.value = value
    self.states = states
  }
}

extension Reading: WireRecord {
  init(from reader: inout WireReader) throws(WireError) {
    sensor = try SensorKey(from: &reader)
    status = try reader.choice(of: Status.self)
    raw = try reader.uint8()
    value = try reader.optionalReal()
    states = try reader.uint16()
  }

  func write(to writer: inout WireWriter) {
    sensor.write(to: &writer)
    writer.uint8(status.rawValue)
    writer.uint8(raw)
    writer.optionalReal(value)
    writer.uint16(states)
  }
}

/// Readings taken together, at most `maximumCount` of them.
public struct ReadingsBatch: Hashable, Sendable {
  public static let maximumCount = 512

  public var readings: [Reading]
  /// On the monotonic clock, which all processes of a machine share.
  public var takenNanoseconds: UInt64
  /// How long ago each of these sensors was read before, or the configured interval when that is longer.
  public var intervalMilliseconds: UInt32

  public init(readings: [Reading], takenNanoseconds: UInt64, intervalMilliseconds: UInt32) {
    self.readings = readings
    self.takenNanoseconds = takenNanoseconds
    self.intervalMilliseconds = intervalMilliseconds
  }
}

extension ReadingsBatch: WireRecord {
  init(from reader: inout WireReader) throws(WireError) {
    readings = try reader.list { (reader) throws(WireError) in try Reading(from: &reader) }
    takenNanoseconds = try reader.uint64()
    intervalMilliseconds = try reader.uint32()
  }

  func write(to writer: inout WireWriter) {
    writer.list(readings) { $1.write(to: &$0) }
    writer.uint64(takenNanoseconds)
    writer.uint32(intervalMilliseconds)
  }
}
