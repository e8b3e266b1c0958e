import Hashing
import NIOSSL
import Synchronization
import Testing

@testable import Transport

/// Clients that log in by a certificate. The server asks; nobody need answer.
struct ClientCertificateTests {
  /// `FixedAccounts`, of which some have certificates.
  private final class CertifiedAccounts: CredentialStore {
    private let fixed = FixedAccounts()
    private let certificates = Mutex<[[UInt8]: String]>([:])

    init(_ user: String? = nil, has file: String = "server.pem") throws {
      guard let user else { return }
      let certificate = try #require(try NIOSSLCertificate.fromPEMBytes(Certificates.bytes(file)).first)
      let sha256 = try #require(ServedCertificate(certificate)).sha256
      certificates.withLock { $0[sha256] = user }
    }

    var realm: String { fixed.realm }
    func digestSecret(for user: String) -> [UInt8]? { fixed.digestSecret(for: user) }
    func check(user: String, password: [UInt8]) -> PasswordCheck { fixed.check(user: user, password: password) }
    func stamp(of user: String) -> [UInt8]? { fixed.stamp(of: user) }
    func account(withCertificate sha256: [UInt8]) -> String? { certificates.withLock { $0[sha256] } }
    func removeAll() { certificates.withLock { $0 = [:] } }
  }

  private func server(_ accounts: CertifiedAccounts, asks: Bool = true) throws -> TestServer {
    var options = TLSOptions()
    options.asksForCertificates = asks
    return try TestServer(tls: Certificates.identity("rsa.pem", "rsa.key", options: options), accounts: accounts)
  }

  private func connect(
    _ server: TestServer, with file: String? = "server.pem", key: String = "server.key", _ version: TLSVersion = .tlsv13
  ) throws -> LoopbackClient {
    try server.connectTLS {
      $0.trustRoots = .file(Certificates.path("rsa.pem"))
      $0.maximumTLSVersion = version
      guard let file, let chain = try? NIOSSLCertificate.fromPEMFile(Certificates.path(file)),
        let bytes = try? Certificates.bytes(key), let key = try? NIOSSLPrivateKey(bytes: bytes, format: .pem)
      else { return }
      $0.certificateChain = chain.map { .certificate($0) }
      $0.privateKey = .privateKey(key)
    }
  }

  private let wrong = ["Authorization: Basic YWRtaW46d3Jvbmc="]
  private let right = ["Authorization: Basic YWRtaW46UEBzc3cwcmQ="]

  private func request(_ fields: [String] = []) -> String {
    post("/wsman", "x", fields: ["Content-Type: application/soap+xml"] + fields)
  }

  /// Browsers send such requests for any page, with the certificate of whoever sits before it.
  @Test func aRequestThatDoesNotSayWhatItsBodyIsNeedsCredentials() throws {
    let server = try server(CertifiedAccounts("robot"))
    let client = try connect(server)
    client.send(post("/wsman", "x"))
    #expect(client.answer()?.status == 401)
    client.send(request())
    #expect(client.answer()?.status == 200)
  }

  @Test(arguments: [TLSVersion.tlsv12, .tlsv13])
  func aCertificateThatAnAccountHasIsEnough(version: TLSVersion) throws {
    let server = try server(CertifiedAccounts("robot"))
    let client = try connect(server, version)
    for _ in 0..<2 {
      client.send(request())
      #expect(client.answer()?.status == 200)
    }
    #expect(server.service.requests.map(\.user) == ["robot", "robot"])
  }

  @Test(arguments: [TLSVersion.tlsv12, .tlsv13])
  func oneThatNobodyHasIsAsGoodAsNone(version: TLSVersion) throws {
    let server = try server(CertifiedAccounts())
    let client = try connect(server, version)
    client.send(request())
    let refused = try #require(client.answer())
    #expect(refused.status == 401)
    #expect(Challenge(refused.fields["www-authenticate"]) != nil)
    client.send(request(right))
    #expect(client.answer()?.status == 200)
    #expect(server.service.requests.map(\.user) == ["admin"])
  }

  @Test func nobodyNeedHaveOne() throws {
    let server = try server(CertifiedAccounts("robot"))
    let client = try connect(server, with: nil)
    client.send(request())
    #expect(client.answer()?.status == 401)
    client.send(post("/open", "x"))
    #expect(client.answer()?.status == 200)
  }

  @Test func oneThatHasExpiredIsAsGoodAsNone() throws {
    let server = try server(CertifiedAccounts("robot", has: "expired.pem"))
    let client = try connect(server, with: "expired.pem")
    client.send(request())
    #expect(client.answer()?.status == 401)
    client.send(request(right))
    #expect(client.answer()?.status == 200)
  }

  @Test func whatIsTakenAwayCountsNoMoreOnConnectionsThatAreThere() throws {
    let accounts = try CertifiedAccounts("robot")
    let server = try server(accounts)
    let client = try connect(server)
    client.send(request())
    #expect(client.answer()?.status == 200)
    accounts.removeAll()
    client.send(request())
    #expect(client.answer()?.status == 401)
  }

  @Test func credentialsThatAreSentMustBeRight() throws {
    let server = try server(CertifiedAccounts("robot"))
    let client = try connect(server)
    client.send(request(wrong))
    #expect(client.answer()?.status == 401)
    client.send(request(right))
    #expect(client.answer()?.status == 200)
    client.send(request())
    #expect(client.answer()?.status == 200)
    #expect(server.service.requests.map(\.user) == ["admin", "robot"])
  }

  @Test func onlyTheVeryCertificateCounts() throws {
    let server = try server(CertifiedAccounts("robot"))
    // The same key and the same name, but another certificate.
    let client = try connect(server, with: "expired.pem")
    client.send(request())
    #expect(client.answer()?.status == 401)
  }

  @Test func whoIsNotAskedLogsInOtherwise() throws {
    let server = try server(CertifiedAccounts("robot"), asks: false)
    let client = try connect(server)
    client.send(request())
    #expect(client.answer()?.status == 401)
  }
}
