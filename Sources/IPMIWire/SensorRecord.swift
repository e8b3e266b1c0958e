/// One sensor as its data record describes it, with the thresholds that are in the BMC now. Values are in the unit
/// of the record, unscaled.
public struct SensorRecord: Hashable, Sendable {
  public var key: SensorKey
  public var name: String
  public var entityID: UInt8
  public var entityInstance: UInt8
  public var sensorType: UInt8
  /// 1 threshold, 2 to 0Ch generic discrete, 6Fh sensor-specific discrete, 70h to 7Fh OEM.
  public var eventReadingType: UInt8
  public var units: UnitCodes
  /// Nil where the sensor gives no analog reading.
  public var factors: ReadingFactors?
  public var thresholds = ThresholdValues()
  /// Which thresholds may be set: bits 0 to 5, in the order of `ThresholdValues.all`.
  public var settableThresholds: UInt8 = 0
  /// The wider of the two hystereses.
  public var hysteresis: Double?
  public var nominal: Double?
  public var normalMinimum: Double?
  public var normalMaximum: Double?
  public var minimumReadable: Double?
  public var maximumReadable: Double?
  /// The states a discrete sensor can report: bit n for offset n.
  public var supportedStates: UInt16 = 0

  public init(
    key: SensorKey, name: String, entityID: UInt8, entityInstance: UInt8, sensorType: UInt8, eventReadingType: UInt8,
    units: UnitCodes, factors: ReadingFactors? = nil
  ) {
    self.key = key
    self.name = name
    self.entityID = entityID
    self.entityInstance = entityInstance
    self.sensorType = sensorType
    self.eventReadingType = eventReadingType
    self.units = units
    self.factors = factors
  }

  /// Whether its readings are values; otherwise they are states.
  public var isNumeric: Bool { factors != nil }
}

extension SensorRecord: WireRecord {
  init(from reader: inout WireReader) throws(WireError) {
    key = try SensorKey(from: &reader)
    name = try reader.text()
    entityID = try reader.uint8()
    entityInstance = try reader.uint8()
    sensorType = try reader.uint8()
    eventReadingType = try reader.uint8()
    units = try UnitCodes(from: &reader)
    factors = try reader.optional { (reader) throws(WireError) in try ReadingFactors(from: &reader) }
    thresholds = try ThresholdValues(from: &reader)
    settableThresholds = try reader.uint8()
    hysteresis = try reader.optionalReal()
    nominal = try reader.optionalReal()
    normalMinimum = try reader.optionalReal()
    normalMaximum = try reader.optionalReal()
    minimumReadable = try reader.optionalReal()
    maximumReadable = try reader.optionalReal()
    supportedStates = try reader.uint16()
  }

  func write(to writer: inout WireWriter) {
    key.write(to: &writer)
    writer.text(name)
    writer.uint8(entityID)
    writer.uint8(entityInstance)
    writer.uint8(sensorType)
    writer.uint8(eventReadingType)
    units.write(to: &writer)
    writer.optional(factors) { $1.write(to: &$0) }
    thresholds.write(to: &writer)
    writer.uint8(settableThresholds)
    writer.optionalReal(hysteresis)
    writer.optionalReal(nominal)
    writer.optionalReal(normalMinimum)
    writer.optionalReal(normalMaximum)
    writer.optionalReal(minimumReadable)
    writer.optionalReal(maximumReadable)
    writer.uint16(supportedStates)
  }
}

extension WireReader {
  mutating func optionalReal() throws(WireError) -> Double? {
    try optional { (reader) throws(WireError) in try reader.real() }
  }
}

extension WireWriter {
  mutating func optionalReal(_ value: Double?) { optional(value) { $0.real($1) } }
}
