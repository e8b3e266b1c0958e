public import IPMIWire

/// The data of the answer to Get Sensor Reading (IPMI 2.0 section 35.14).
public struct SensorAnswer: Hashable, Sendable {
  public var raw: UInt8
  /// The controller scans the sensor.
  public var isScanned: Bool
  /// It has no reading or state now.
  public var isUnavailable: Bool
  /// Bit n: for discrete sensors the state at offset n, for threshold sensors the comparison n.
  public var states: UInt16

  /// Nil when there is too little of it: the states may be missing, as they are of sensors that have none.
  public init?(_ data: [UInt8]) {
    guard data.count >= 2 else { return nil }
    raw = data[0]
    isScanned = data[1] & 0x40 != 0
    isUnavailable = data[1] & 0x20 != 0
    states = (data.count > 2 ? UInt16(data[2]) : 0) | (data.count > 3 ? UInt16(data[3] & 0x7f) << 8 : 0)
  }

  /// What the answer with this completion code means for the reading where it is not success (table 5-2).
  public static func status(ofRefusal code: UInt8) -> Reading.Status {
    switch code {
    // Not present; not for this sensor; not in the present state.
    case 0xcb, 0xcd, 0xd5: .unavailable
    // No acknowledgement from a controller behind the one that was asked, a bus error on the way, or it is not there.
    case 0x82, 0x83, 0xd3: .unavailable
    default: .failed
    }
  }
}
