/// "Is anybody there?" Any machine that is managed answers it with a `PresencePong`.
public struct PresencePing: Hashable, Sendable {
  /// 0 to 254; the answer has the same.
  public var tag: UInt8

  public init(tag: UInt8) { self.tag = tag }

  public var datagram: [UInt8] { ASFMessage(type: RMCP.presencePing, tag: tag).datagram }
}

/// Says what a machine can be managed with (DSP0136 3.2.4.3).
public struct PresencePong: Hashable, Sendable {
  public var tag: UInt8
  /// Whose capabilities the data that is not read here tells; ASF's own when there are none.
  public var enterprise: UInt32
  public var entities: Entities
  public var interactions: Interactions

  public init(
    tag: UInt8, enterprise: UInt32 = RMCP.asfEnterprise, entities: Entities = .asf1, interactions: Interactions
  ) {
    self.tag = tag
    self.enterprise = enterprise
    self.entities = entities
    self.interactions = interactions
  }

  /// Nil for everything that is no pong.
  public init?(_ datagram: [UInt8]) {
    guard let message = ASFMessage(datagram), message.type == RMCP.presencePong,
      message.data.count == RMCP.pongDataSize
    else { return nil }
    self.init(
      tag: message.tag, enterprise: UInt32(bigEndianBytes: message.data[0..<4]),
      entities: Entities(rawValue: message.data[8]), interactions: Interactions(rawValue: message.data[9]))
  }

  public var datagram: [UInt8] {
    let data =
      enterprise.bigEndianBytes + [0, 0, 0, 0, entities.rawValue, interactions.rawValue] + [0, 0, 0, 0, 0, 0]
    return ASFMessage(type: RMCP.presencePong, tag: tag, data: data).datagram
  }
}

/// What a DASH service says to whoever sends it datagrams.
public enum PresenceService {
  /// The datagrams to send back, in order; none for what is malformed or nobody asked for. Every ASF message is
  /// acknowledged where its sender wants that (DSP0136 3.2.2.1); only a ping is answered. 32 bytes at most for 12.
  public static func answers(to datagram: [UInt8]) -> [[UInt8]] {
    guard let message = ASFMessage(datagram) else { return [] }
    var answers = message.acknowledgement.map { [$0] } ?? []
    if message.type == RMCP.presencePing, message.data.isEmpty, message.tag != RMCP.unanswered {
      answers.append(PresencePong(tag: message.tag, interactions: .dash).datagram)
    }
    return answers
  }
}
