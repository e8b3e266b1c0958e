/// An ASF message with its RMCP header: what a datagram holds. Numbers are big-endian.
public struct ASFMessage: Hashable, Sendable {
  static let headerSize = 12
  /// Of a whole datagram, in bytes.
  public static let maximumSize = headerSize + 255

  /// `RMCP.unacknowledged` asks for no acknowledgement.
  public var sequence: UInt8
  public var type: UInt8
  /// Goes into the answer. `RMCP.unanswered` asks for none.
  public var tag: UInt8
  /// 255 bytes at most.
  public var data: [UInt8]

  init(sequence: UInt8 = RMCP.unacknowledged, type: UInt8, tag: UInt8, data: [UInt8] = []) {
    self.sequence = sequence
    self.type = type
    self.tag = tag
    self.data = data
  }

  /// Nil for everything that is no ASF message: other versions, classes and enterprises, acknowledgements, and
  /// datagrams shorter or longer than they say. Reserved bytes are not looked at.
  public init?(_ datagram: [UInt8]) {
    guard datagram.count >= Self.headerSize, datagram[0] == RMCP.version, datagram[3] == RMCP.asfClass,
      UInt32(bigEndianBytes: datagram[4..<8]) == RMCP.asfEnterprise,
      datagram.count == Self.headerSize + Int(datagram[11])
    else { return nil }
    self.init(
      sequence: datagram[2], type: datagram[8], tag: datagram[9], data: Array(datagram[Self.headerSize...]))
  }

  public var datagram: [UInt8] {
    [RMCP.version, 0, sequence, RMCP.asfClass] + RMCP.asfEnterprise.bigEndianBytes
      + [type, tag, 0, UInt8(data.count)] + data
  }

  /// Says that the message arrived, and nothing about what becomes of it; nil where the sender does not want to know.
  public var acknowledgement: [UInt8]? {
    guard sequence != RMCP.unacknowledged else { return nil }
    return [RMCP.version, 0, sequence, RMCP.asfClass | RMCP.acknowledgement]
  }
}

extension UInt32 {
  init(bigEndianBytes bytes: ArraySlice<UInt8>) { self = bytes.reduce(0) { $0 << 8 | UInt32($1) } }

  var bigEndianBytes: [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: self >> $0) } }
}
