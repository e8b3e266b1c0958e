/// Everything the worker needs to hold a session with one BMC. It goes through the socket only: the password must
/// never be in arguments, in the environment or in a file of the worker's.
public struct SessionRequest: Hashable, Sendable {
  /// IPMI's privilege levels (IPMI 2.0 section 6.8), those that make sense for an agent.
  public enum Privilege: UInt8, CaseIterable, Sendable {
    case user = 2
    case `operator` = 3
    case administrator = 4
  }

  public var host: String
  public var port: UInt16
  public var user: String
  public var password: [UInt8]
  public var cipherSuite: UInt8
  public var privilege: Privilege
  public var workarounds: [Workaround]
  public var scanMilliseconds: UInt32
  public var sessionTimeoutMilliseconds: UInt32
  public var retransmitMilliseconds: UInt32
  /// Where the sensor records of the BMC are kept between sessions; made with mode 0700 when it does not exist.
  public var cacheDirectory: String

  public init(
    host: String, port: UInt16, user: String, password: [UInt8], cipherSuite: UInt8, privilege: Privilege,
    workarounds: [Workaround], scanMilliseconds: UInt32, sessionTimeoutMilliseconds: UInt32,
    retransmitMilliseconds: UInt32, cacheDirectory: String
  ) {
    self.host = host
    self.port = port
    self.user = user
    self.password = password
    self.cipherSuite = cipherSuite
    self.privilege = privilege
    self.workarounds = workarounds
    self.scanMilliseconds = scanMilliseconds
    self.sessionTimeoutMilliseconds = sessionTimeoutMilliseconds
    self.retransmitMilliseconds = retransmitMilliseconds
    self.cacheDirectory = cacheDirectory
  }
}

extension SessionRequest: WireRecord {
  init(from reader: inout WireReader) throws(WireError) {
    host = try reader.text()
    port = try reader.uint16()
    user = try reader.text()
    password = try reader.blob()
    cipherSuite = try reader.uint8()
    privilege = try reader.choice(of: Privilege.self)
    workarounds = try reader.list { (reader) throws(WireError) in
      guard let workaround = Workaround(rawValue: try reader.text()) else { throw .invalidValue }
      return workaround
    }
    scanMilliseconds = try reader.uint32()
    sessionTimeoutMilliseconds = try reader.uint32()
    retransmitMilliseconds = try reader.uint32()
    cacheDirectory = try reader.text()
  }

  func write(to writer: inout WireWriter) {
    writer.text(host)
    writer.uint16(port)
    writer.text(user)
    writer.blob(password)
    writer.uint8(cipherSuite)
    writer.uint8(privilege.rawValue)
    writer.list(workarounds) { $0.text($1.rawValue) }
    writer.uint32(scanMilliseconds)
    writer.uint32(sessionTimeoutMilliseconds)
    writer.uint32(retransmitMilliseconds)
    writer.text(cacheDirectory)
  }
}
