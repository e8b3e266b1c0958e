import Hashing
import Synchronization
import Testing

@testable import Transport

/// An account whose password takes long to compare.
struct LongCheckTests {
  /// `FixedAccounts` whose checks are work, counted.
  private final class SlowAccounts: CredentialStore {
    private let fixed = FixedAccounts()
    let checks = Mutex(0)

    var realm: String { fixed.realm }
    func digestSecret(for user: String) -> [UInt8]? { nil }
    func stamp(of user: String) -> [UInt8]? { fixed.stamp(of: user) }

    func check(user: String, password: [UInt8]) -> PasswordCheck {
      .work { [self] in
        checks.withLock { $0 += 1 }
        guard case .done(let isRight) = fixed.check(user: user, password: password) else { return false }
        return isRight
      }
    }
  }

  @Test func theRequestGoesOnOnceThePasswordIsFoundRight() throws {
    let accounts = SlowAccounts()
    let server = try TestServer(accounts: accounts) { $0.allowsBasicOverHTTP = true }
    let client = try server.connect()
    for number in 1...3 {
      client.send(post("/wsman", "<request\(number)/>", fields: ["Authorization: Basic YWRtaW46UEBzc3cwcmQ="]))
      let answer = try #require(client.answer())
      #expect(answer.status == 200)
      #expect(answer.body == "<request\(number)/>")
    }
    let checks = accounts.checks.withLock { $0 }
    #expect(checks == 1)
    #expect(server.service.requests.map(\.user) == ["admin", "admin", "admin"])
  }

  @Test func aWrongPasswordIsAnsweredAsEver() throws {
    let server = try TestServer(accounts: SlowAccounts()) { $0.allowsBasicOverHTTP = true }
    let client = try server.connect()
    client.send(post("/wsman", "<request/>", fields: ["Authorization: Basic YWRtaW46d3Jvbmc="]))
    let answer = try #require(client.answer())
    #expect(answer.status == 401)
    #expect(answer.fields["www-authenticate"] != nil)
    #expect(server.service.requests.isEmpty)
  }

  @Test func aClientThatLeavesMeanwhileDoesNoHarm() throws {
    let accounts = SlowAccounts()
    let server = try TestServer(accounts: accounts) { $0.allowsBasicOverHTTP = true }
    for _ in 1...20 {
      let client = try server.connect()
      client.send(post("/wsman", "<request/>", fields: ["Authorization: Basic YWRtaW46UEBzc3cwcmQ="]))
      // The client is gone with its object.
    }
    let client = try server.connect()
    client.send(post("/wsman", "<request/>", fields: ["Authorization: Basic YWRtaW46UEBzc3cwcmQ="]))
    let answer = client.answer()
    #expect(answer?.status == 200 || answer?.status == 503)
  }
}
