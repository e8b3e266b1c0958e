import IPMIWire
import Model

extension BMCSettings {
  /// The worker's request, with the password read from its file. Credentials are looked for in the directory that
  /// systemd names, unless another is given.
  func makeRequest(
    cacheDirectory: String, credentialsDirectory: String? = Password.credentialsDirectory
  ) -> Result<SessionRequest, SourceFailure> {
    let way: SessionRequest.Access
    switch access {
    case .lan(let lan):
      do throws(SourceFailure) {
        way = .lan(
          SessionRequest.LAN(
            host: lan.host, port: lan.port, user: lan.user,
            password: try lan.password.read(credentialsDirectory: credentialsDirectory),
            authentications: lan.authentications.map(\.wire)))
      } catch {
        return .failure(error)
      }
    case .openIPMI(let device): way = .openIPMI(device: device)
    case .ssif(let device, let address): way = .ssif(device: device, address: address)
    }
    return .success(
      SessionRequest(
        access: way, privilege: privilege.wire, workarounds: workarounds.compactMap(Workaround.init(rawValue:)),
        scanMilliseconds: scanInterval.wholeMilliseconds, sessionTimeoutMilliseconds: sessionTimeout.wholeMilliseconds,
        retransmitMilliseconds: retransmit.wholeMilliseconds, logEntries: logEntries, isBridging: isBridging,
        cacheDirectory: cacheDirectory))
  }
}

extension BMCSettings.Authentication {
  fileprivate var wire: Authentication {
    switch self {
    case .suite17: .suite17
    case .suite3: .suite3
    case .ipmi15: .ipmi15
    }
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
