import IPMIWire

/// How to reach one BMC over the network, as the board file says it. Plain data: nothing is opened or read here.
public struct BMCSettings: Hashable, Sendable {
  /// The privilege a session asks for. The raw value is the word in board files.
  public enum Privilege: String, CaseIterable, Sendable {
    /// Enough to read; power verbs are refused by the BMC.
    case user
    /// Reads, and operates the power.
    case `operator`
    case administrator
  }

  /// A name or an address; IPv6 addresses without brackets.
  public var host: String
  public var port: UInt16 = 623
  public var user: String
  /// Its first line is the password. A change is taken up within seconds.
  public var passwordFile: String
  /// 17 (HMAC-SHA256, AES-CBC-128), or 3 (HMAC-SHA1) where the board file names it.
  public var cipherSuite: UInt8 = 17
  public var privilege: Privilege = .operator
  /// From `knownWorkarounds`.
  public var workarounds: [String] = []
  /// How often the sensors and the power state are read.
  public var scanInterval: Duration = .seconds(5)
  /// So long without an answer, and the session is given up.
  public var sessionTimeout: Duration = .seconds(5)
  /// So long without an answer, and a packet is sent again.
  public var retransmit: Duration = .milliseconds(500)
  /// The system that the BMC manages.
  public var system: String

  public init(host: String, user: String, passwordFile: String, system: String) {
    self.host = host
    self.user = user
    self.passwordFile = passwordFile
    self.system = system
  }

  /// The cipher suites that may be named.
  public static let cipherSuites: [UInt8] = [17, 3]
  /// Deviations of BMCs from IPMI that a session can be told of, by the names FreeIPMI's tools use.
  public static var knownWorkarounds: [String] { Workaround.allCases.map(\.rawValue) }
}
