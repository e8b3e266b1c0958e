import IPMIWire

/// How to reach one BMC, as the board file says it. Plain data: nothing is opened or read here.
public struct BMCSettings: Hashable, Sendable {
  /// The way to the BMC.
  public enum Access: Hashable, Sendable {
    case lan(LAN)
    /// The kernel's IPMI driver, by the path of its device: KCS, SMIC, BT or SSIF, as the kernel found it.
    case openIPMI(device: String)
    /// SMBus, without the kernel's IPMI driver: the path of the bus, and the BMC's 7-bit address on it.
    case ssif(device: String, address: UInt8)
  }

  /// A BMC on the network.
  public struct LAN: Hashable, Sendable {
    /// A name or an address; IPv6 addresses without brackets.
    public var host: String
    public var port: UInt16 = 623
    public var user: String
    public var password: Password
    /// Tried in this order; nothing else is, so that no BMC can talk the agent into less.
    public var authentications: [Authentication] = [.suite17]

    public init(host: String, user: String, password: Password) {
      self.host = host
      self.user = user
      self.password = password
    }
  }

  /// Where the password is. The first line of the file is it; a change is taken up within seconds.
  public enum Password: Hashable, Sendable {
    case file(String)
    /// A file of this name in `$CREDENTIALS_DIRECTORY` (systemd's `LoadCredential=`).
    case credential(String)
  }

  /// How a session proves who is who. The raw value is the word in board files.
  public enum Authentication: String, CaseIterable, Sendable {
    /// HMAC-SHA256, AES-CBC-128.
    case suite17 = "17"
    /// HMAC-SHA1, AES-CBC-128.
    case suite3 = "3"
    /// IPMI 1.5 with MD5: nothing is encrypted.
    case ipmi15 = "ipmi-1.5"
  }

  /// The privilege a session asks for. The raw value is the word in board files.
  public enum Privilege: String, CaseIterable, Sendable {
    /// Enough to read; power verbs are refused by the BMC.
    case user
    /// Reads, and operates the power.
    case `operator`
    case administrator
  }

  public var access: Access
  /// Of a session over the network; in-band there is none to ask for.
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
  /// How many of the newest entries of the event log are kept in the model, 0...16384.
  public var logEntries: UInt16 = 1024
  /// Whether sensors behind satellite controllers are read, too.
  public var isBridging = false

  public init(_ access: Access, system: String) {
    self.access = access
    self.system = system
  }

  /// Deviations of BMCs from IPMI that a session can be told of, by the names FreeIPMI's tools use.
  public static var knownWorkarounds: [String] { Workaround.allCases.map(\.rawValue) }
}
