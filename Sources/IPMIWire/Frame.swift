/// One message as it travels: the length of the payload (32 bits, little-endian), the type, the payload.
public struct Frame: Hashable, Sendable {
  /// The protocol's version; the worker's hello carries it, and the two sides must agree.
  public static let version: UInt16 = 2
  public static let headerLength = 5
  public static let maximumPayload = 65_536

  public var type: UInt8
  public var payload: [UInt8]

  public init(type: UInt8, payload: [UInt8]) {
    self.type = type
    self.payload = payload
  }

  /// The bytes on the wire. The payload must not exceed `maximumPayload`; the messages of this module never do.
  public var encoded: [UInt8] {
    precondition(payload.count <= Frame.maximumPayload)
    var writer = WireWriter()
    writer.uint32(UInt32(payload.count))
    writer.uint8(type)
    return writer.bytes + payload
  }
}
