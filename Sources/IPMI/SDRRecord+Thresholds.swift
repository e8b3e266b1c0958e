public import IPMIWire

extension SDRRecord {
  /// What a sensor lets be done with its thresholds, or with its hysteresis (byte 12).
  public enum Access: UInt8, Sendable {
    case none = 0
    case readable = 1
    case settable = 2
    /// Cannot be asked for; the record has the values.
    case fixed = 3
  }

  public var thresholdAccess: Access { Access(rawValue: self[12] >> 2 & 3)! }
  public var hysteresisAccess: Access { Access(rawValue: self[12] >> 4 & 3)! }

  /// Masks in the order of `ThresholdValues.all`, bit 0 first. Of thresholds that cannot be asked for, those that lead
  /// to events are the ones there are.
  public var readableThresholds: UInt8 {
    switch thresholdAccess {
    case .none: 0
    case .fixed: self[16] >> 4 & 7 | (self[18] >> 4 & 7) << 3
    case .readable, .settable: self[19] & 0x3f
    }
  }

  public var settableThresholds: UInt8 { thresholdAccess == .settable ? self[20] & 0x3f : 0 }

  /// Raw limits as the record states them, in the order of `ThresholdValues.all`: bytes 37 to 42 have them from upper
  /// non-recoverable down to lower non-critical.
  public var statedThresholds: [UInt8] { (0..<6).map { self[42 - $0] } }
}

/// Limits of a sensor as its controller counts them.
public struct RawThresholds: Hashable, Sendable {
  /// Which of `values` mean something, in the order of `ThresholdValues.all`.
  public var mask: UInt8
  /// Six bytes in that order.
  public var values: [UInt8]

  /// From the data of Get Sensor Thresholds (IPMI 2.0 section 35.9); nil when there is too little of it.
  public init?(answer: [UInt8]) {
    guard answer.count >= 7 else { return nil }
    mask = answer[0] & 0x3f
    values = Array(answer[1..<7])
  }

  public init(mask: UInt8, values: [UInt8]) {
    self.mask = mask
    self.values = values
  }

  /// The raw limits nearest to those that `wanted` has; `value` is the sensor's conversion.
  public init(nearest wanted: ThresholdValues, _ value: (UInt8) -> Double?) {
    let table = (0...255).compactMap { raw in value(UInt8(raw)).map { (raw: UInt8(raw), value: $0) } }
    mask = 0
    values = [UInt8](repeating: 0, count: 6)
    for (bit, threshold) in ThresholdValues.all.enumerated() {
      guard let limit = wanted[keyPath: threshold],
        let nearest = table.min(by: { abs($0.value - limit) < abs($1.value - limit) })
      else { continue }
      mask |= 1 << bit
      values[bit] = nearest.raw
    }
  }

  public func converted(_ value: (UInt8) -> Double?) -> ThresholdValues {
    var converted = ThresholdValues()
    for (bit, threshold) in ThresholdValues.all.enumerated() where mask >> bit & 1 != 0 {
      converted[keyPath: threshold] = value(values[bit])
    }
    return converted
  }
}
