/// The numbers of the Remote Management and Control Protocol and of ASF's messages in it, and nothing else (DSP0136
/// 2.0, sections 3.2.2 and 3.2.4).
public enum RMCP {
  /// UDP, where presence pings go (`asf-rmcp`).
  public static let port = 623

  static let version: UInt8 = 0x06
  /// The class of ASF's messages.
  static let asfClass: UInt8 = 0x06
  /// Set in the class of what only acknowledges.
  static let acknowledgement: UInt8 = 0x80
  /// The sequence number of a message whose sender wants no acknowledgement.
  public static let unacknowledged: UInt8 = 0xFF

  /// The enterprise number of ASF.
  public static let asfEnterprise: UInt32 = 4542
  static let presencePing: UInt8 = 0x80
  static let presencePong: UInt8 = 0x40
  /// The tag of a message whose sender wants no answer.
  public static let unanswered: UInt8 = 0xFF

  static let pongDataSize = 16
}

extension PresencePong {
  /// What a machine can be managed with; the low four bits are a version of ASF.
  public struct Entities: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let asf1 = Entities(rawValue: 0x01)
    public static let ipmi = Entities(rawValue: 0x80)
  }

  /// How it can be talked to.
  public struct Interactions: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// WS-Management of DASH (DSP0232; reserved in ASF itself).
    public static let dash = Interactions(rawValue: 0x20)
    public static let security = Interactions(rawValue: 0x80)
  }
}
