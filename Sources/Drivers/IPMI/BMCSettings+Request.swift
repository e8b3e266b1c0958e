import Glibc
import IPMIWire
import Model

extension BMCSettings {
  /// The worker's request, with the password read from its file.
  func makeRequest(cacheDirectory: String) -> Result<SessionRequest, SourceFailure> {
    guard let password = readPassword() else {
      return .failure(
        SourceFailure(
          kind: "no-password",
          message: "The password file \(passwordFile) cannot be read: create it, with the BMC's password in its "
            + "first line, readable for the service only."))
    }
    return .success(
      SessionRequest(
        host: host, port: port, user: user, password: password, cipherSuite: cipherSuite,
        privilege: privilege.wire, workarounds: workarounds.compactMap(Workaround.init(rawValue:)),
        scanMilliseconds: scanInterval.wholeMilliseconds, sessionTimeoutMilliseconds: sessionTimeout.wholeMilliseconds,
        retransmitMilliseconds: retransmit.wholeMilliseconds, cacheDirectory: cacheDirectory))
  }

  /// The first line, without its end; nil when there is no such file, or nothing in it.
  private func readPassword() -> [UInt8]? {
    let descriptor = open(passwordFile, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    // IPMI 2.0 passwords have at most 20 bytes.
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = read(descriptor, &buffer, buffer.count)
    let line = buffer.prefix(max(0, count)).prefix { $0 != 0x0a && $0 != 0x0d && $0 != 0 }
    return line.isEmpty ? nil : Array(line)
  }
}

extension BMCSettings.Privilege {
  fileprivate var wire: SessionRequest.Privilege {
    switch self {
    case .user: .user
    case .operator: .operator
    case .administrator: .administrator
    }
  }
}

extension Duration {
  fileprivate var wholeMilliseconds: UInt32 { UInt32(clamping: nanoseconds / 1_000_000) }
}
