/// A sensor's thresholds in the unit of its record; those it does not have are nil.
public struct ThresholdValues: Hashable, Sendable {
  public var lowerNonCritical: Double?
  public var lowerCritical: Double?
  public var lowerNonRecoverable: Double?
  public var upperNonCritical: Double?
  public var upperCritical: Double?
  public var upperNonRecoverable: Double?

  public init() {}

  /// In the order of IPMI's masks, bit 0 first; the same order serves Get Sensor Thresholds and comparison bits.
  public static var all: [WritableKeyPath<ThresholdValues, Double?>] {
    [
      \.lowerNonCritical, \.lowerCritical, \.lowerNonRecoverable,
      \.upperNonCritical, \.upperCritical, \.upperNonRecoverable,
    ]
  }
}

extension ThresholdValues: WireRecord {
  init(from reader: inout WireReader) throws(WireError) {
    for threshold in ThresholdValues.all { self[keyPath: threshold] = try reader.optionalReal() }
  }

  func write(to writer: inout WireWriter) {
    for threshold in ThresholdValues.all { writer.optionalReal(self[keyPath: threshold]) }
  }
}
