/// Everything the worker needs to hold a session with one BMC. It goes through the socket only: the password must
/// never be in arguments, in the environment or in a file of the worker's.
public struct SessionRequest: Hashable, Sendable {
  /// IPMI's privilege levels (IPMI 2.0 section 6.8), those that make sense for an agent.
  public enum Privilege: UInt8, CaseIterable, Sendable {
    case user = 2
    case `operator` = 3
    case administrator = 4
  }

  /// The way to the BMC.
  public enum Access: Hashable, Sendable {
    case lan(LAN)
    /// The kernel's IPMI driver, by the path of its device.
    case openIPMI(device: String)
    /// SMBus: the path of the bus, and the BMC's 7-bit address on it.
    case ssif(device: String, address: UInt8)
  }

  /// A BMC on the network.
  public struct LAN: Hashable, Sendable {
    public var host: String
    public var port: UInt16
    public var user: String
    public var password: [UInt8]
    /// To be tried in this order; nothing else may be.
    public var authentications: [Authentication]

    public init(host: String, port: UInt16, user: String, password: [UInt8], authentications: [Authentication]) {
      self.host = host
      self.port = port
      self.user = user
      self.password = password
      self.authentications = authentications
    }
  }

  public var access: Access
  public var privilege: Privilege
  public var workarounds: [Workaround]
  public var scanMilliseconds: UInt32
  public var sessionTimeoutMilliseconds: UInt32
  public var retransmitMilliseconds: UInt32
  /// So many of the newest entries of the event log are told; the worker reads no others.
  public var logEntries: UInt16
  /// Whether sensors behind satellite controllers are read, too.
  public var isBridging: Bool
  /// Where the sensor records of the BMC are kept between sessions; made with mode 0700 when it does not exist.
  public var cacheDirectory: String

  public init(
    access: Access, privilege: Privilege, workarounds: [Workaround], scanMilliseconds: UInt32,
    sessionTimeoutMilliseconds: UInt32, retransmitMilliseconds: UInt32, logEntries: UInt16, isBridging: Bool,
    cacheDirectory: String
  ) {
    self.access = access
    self.privilege = privilege
    self.workarounds = workarounds
    self.scanMilliseconds = scanMilliseconds
    self.sessionTimeoutMilliseconds = sessionTimeoutMilliseconds
    self.retransmitMilliseconds = retransmitMilliseconds
    self.logEntries = logEntries
    self.isBridging = isBridging
    self.cacheDirectory = cacheDirectory
  }

  /// Where the BMC is, for messages: `10.0.0.7:623`, `/dev/ipmi0`.
  public var place: String {
    switch access {
    case .lan(let lan): lan.host.utf8.contains(0x3A) ? "[\(lan.host)]:\(lan.port)" : "\(lan.host):\(lan.port)"
    case .openIPMI(let device): device
    case .ssif(let device, let address): "\(device) 0x\(String(address, radix: 16))"
    }
  }
}

extension SessionRequest: WireRecord {
  init(from reader: inout WireReader) throws(WireError) {
    access = try Access(from: &reader)
    privilege = try reader.choice(of: Privilege.self)
    workarounds = try reader.list { (reader) throws(WireError) in
      guard let workaround = Workaround(rawValue: try reader.text()) else { throw .invalidValue }
      return workaround
    }
    scanMilliseconds = try reader.uint32()
    sessionTimeoutMilliseconds = try reader.uint32()
    retransmitMilliseconds = try reader.uint32()
    logEntries = try reader.uint16()
    isBridging = try reader.bool()
    cacheDirectory = try reader.text()
  }

  func write(to writer: inout WireWriter) {
    access.write(to: &writer)
    writer.uint8(privilege.rawValue)
    writer.list(workarounds) { $0.text($1.rawValue) }
    writer.uint32(scanMilliseconds)
    writer.uint32(sessionTimeoutMilliseconds)
    writer.uint32(retransmitMilliseconds)
    writer.uint16(logEntries)
    writer.bool(isBridging)
    writer.text(cacheDirectory)
  }
}

extension SessionRequest.Access: WireRecord {
  private enum Code: UInt8 {
    case lan = 0
    case openIPMI = 1
    case ssif = 2
  }

  init(from reader: inout WireReader) throws(WireError) {
    switch try reader.choice(of: Code.self) {
    case .lan: self = .lan(try SessionRequest.LAN(from: &reader))
    case .openIPMI: self = .openIPMI(device: try reader.text())
    case .ssif: self = .ssif(device: try reader.text(), address: try reader.uint8())
    }
  }

  func write(to writer: inout WireWriter) {
    switch self {
    case .lan(let lan):
      writer.uint8(Code.lan.rawValue)
      lan.write(to: &writer)
    case .openIPMI(let device):
      writer.uint8(Code.openIPMI.rawValue)
      writer.text(device)
    case .ssif(let device, let address):
      writer.uint8(Code.ssif.rawValue)
      writer.text(device)
      writer.uint8(address)
    }
  }
}

extension SessionRequest.LAN: WireRecord {
  init(from reader: inout WireReader) throws(WireError) {
    host = try reader.text()
    port = try reader.uint16()
    user = try reader.text()
    password = try reader.blob()
    authentications = try reader.list { (reader) throws(WireError) in try reader.choice(of: Authentication.self) }
  }

  func write(to writer: inout WireWriter) {
    writer.text(host)
    writer.uint16(port)
    writer.text(user)
    writer.blob(password)
    writer.list(authentications) { $0.uint8($1.rawValue) }
  }
}
