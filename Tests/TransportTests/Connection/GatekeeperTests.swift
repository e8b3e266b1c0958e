import NIOCore
import Testing

@testable import Transport

struct GatekeeperTests {
  private let start = NIODeadline.uptimeNanoseconds(1_000_000_000)
  private let accounts = FixedAccounts()

  private func gatekeeper() -> Gatekeeper {
    var limits = TransportLimits()
    limits.bodySize = 1000
    limits.anonymousBodySize = 100
    return Gatekeeper(
      service: TestService(), credentials: accounts, limits: limits,
      authenticator: Authenticator(
        randomBytes: Array(0..<48), nonceLifetime: .minutes(30), noncesInUse: 8))
  }

  private func head(
    _ method: String = "POST", _ path: String = "/wsman", _ fields: [(String, String)] = []
  ) -> RequestHead {
    TransportTests.head(fields, method: method, target: path)!
  }

  private func rule(
    _ gatekeeper: inout Gatekeeper, _ head: RequestHead, at now: NIODeadline? = nil
  ) -> Gatekeeper.Ruling {
    var login = ConnectionLogin()
    return rule(&gatekeeper, head, &login, at: now)
  }

  private func rule(
    _ gatekeeper: inout Gatekeeper, _ head: RequestHead, _ login: inout ConnectionLogin, at now: NIODeadline? = nil
  ) -> Gatekeeper.Ruling {
    gatekeeper.rule(on: head, from: "10.0.0.1", login: &login, allowsBasic: true, at: now ?? start)
  }

  private func refusal(_ ruling: Gatekeeper.Ruling) -> Gatekeeper.Refusal? {
    guard case .refuse(let refusal) = ruling else { return nil }
    return refusal
  }

  private let right = [("Authorization", "Basic YWRtaW46UEBzc3cwcmQ=")]
  private let wrong = [("Authorization", "Basic YWRtaW46d3Jvbmc=")]

  @Test func unknownPathsAndMethodsNeedNoCredentials() throws {
    var gatekeeper = gatekeeper()
    let unknown = try #require(refusal(rule(&gatekeeper, head("POST", "/other"))))
    #expect(unknown.reply.status == 404)
    #expect(!unknown.closes)
    let method = try #require(refusal(rule(&gatekeeper, head("GET", "/open"))))
    #expect(method.reply.status == 405)
    #expect(method.reply.allow == "POST, PUT")
  }

  @Test func aMissingHeaderIsChallengedAndNotAFailure() throws {
    var gatekeeper = gatekeeper()
    let refused = try #require(refusal(rule(&gatekeeper, head())))
    #expect(refused.reply.status == 401)
    #expect(Challenge(refused.reply.challenge)?.isStale == false)
    #expect(refused.reply.bodySize == 0)
    #expect(!refused.closes)
    #expect(gatekeeper.failedLogin == nil)
  }

  @Test func declaredOversizeComesFirst() throws {
    var gatekeeper = gatekeeper()
    let refused = try #require(refusal(rule(&gatekeeper, head("POST", "/wsman", [("Content-Length", "1001")]))))
    #expect(refused.reply.status == 413)
    #expect(refused.closes)
  }

  @Test func anonymousBodiesAreSmaller() throws {
    var gatekeeper = gatekeeper()
    let small = rule(&gatekeeper, head("POST", "/open", [("Content-Length", "100")]))
    #expect(small == .admit(Gatekeeper.Admission(user: nil, bodyLimit: 100)))
    let large = try #require(refusal(rule(&gatekeeper, head("POST", "/open", [("Content-Length", "101")]))))
    #expect(large.reply.status == 413)
  }

  @Test func credentialsOnAnAnonymousRouteAreNotLookedAt() {
    var gatekeeper = gatekeeper()
    for _ in 0..<100 {
      let ruling = rule(&gatekeeper, head("POST", "/wsman", wrong + [("WSMANIDENTIFY", "unauthenticated")]))
      #expect(ruling == .admit(Gatekeeper.Admission(user: nil, bodyLimit: 100)))
    }
    #expect(gatekeeper.failedLogin == nil)
  }

  @Test func rightCredentialsAdmitTheirUser() {
    var gatekeeper = gatekeeper()
    #expect(
      rule(&gatekeeper, head("POST", "/wsman", right)) == .admit(Gatekeeper.Admission(user: "admin", bodyLimit: 1000)))
  }

  @Test func failuresAreToldAndInTheEndDelayed() throws {
    var gatekeeper = gatekeeper()
    var delays: [TimeAmount] = []
    for _ in 0..<8 {
      let refused = try #require(refusal(rule(&gatekeeper, head("POST", "/wsman", wrong))))
      delays.append(refused.delay)
      #expect(gatekeeper.failedLogin == Gatekeeper.FailedLogin(user: "admin", address: "10.0.0.1"))
    }
    #expect(delays == [0, 0, 0, 0, 0, 250, 500, 750].map { .milliseconds($0) })
    let challenged = try #require(refusal(rule(&gatekeeper, head())))
    #expect(challenged.delay == .zero)
    #expect(gatekeeper.failedLogin == nil)
  }

  @Test func failedNamesAreFitForALog() {
    let name = "a\n[error] b\u{1b}é" + String(repeating: "x", count: 100)
    let failed = Gatekeeper.FailedLogin(user: name, address: "10.0.0.1")
    #expect(failed.user == "a?[error] b???" + String(repeating: "x", count: 50))
  }

  @Test func afterFailuresRightCredentialsWaitTooUntilTheConnectionIsProven() {
    var gatekeeper = gatekeeper()
    for _ in 0..<8 { _ = rule(&gatekeeper, head("POST", "/wsman", wrong)) }
    let slowed = Gatekeeper.Admission(user: "admin", bodyLimit: 1000, delay: .milliseconds(750))
    var login = ConnectionLogin()
    #expect(rule(&gatekeeper, head("POST", "/wsman", right), &login) == .admit(slowed))
    let proven = Gatekeeper.Admission(user: "admin", bodyLimit: 1000)
    #expect(rule(&gatekeeper, head("POST", "/wsman", right), &login) == .admit(proven))
    #expect(rule(&gatekeeper, head("POST", "/wsman", right), at: start + .minutes(5)) == .admit(proven))
  }

  @Test func aConnectionThatHasProvenItselfDoesNotWaitForWhatOthersBehindItsAddressDo() {
    var gatekeeper = gatekeeper()
    var login = ConnectionLogin()
    let proven = Gatekeeper.Ruling.admit(Gatekeeper.Admission(user: "admin", bodyLimit: 1000))
    #expect(rule(&gatekeeper, head("POST", "/wsman", right), &login) == proven)
    for _ in 0..<100 { _ = rule(&gatekeeper, head("POST", "/wsman", wrong)) }
    #expect(rule(&gatekeeper, head("POST", "/wsman", right), &login) == proven)
  }

  @Test func guessesFromManyAddressesAreDelayedButNotWhereTheAccountIsAtHome() {
    var gatekeeper = gatekeeper()
    func delay(_ fields: [(String, String)], from address: String) -> TimeAmount {
      var login = ConnectionLogin()
      switch gatekeeper.rule(
        on: head("POST", "/wsman", fields), from: address, login: &login, allowsBasic: true, at: start)
      {
      case .admit(let admission): return admission.delay
      case .refuse(let refusal): return refusal.delay
      case .examine: return .zero
      }
    }
    #expect(delay(right, from: "10.0.0.1") == .zero)
    for number in 0..<100 { _ = delay(wrong, from: "10.1.0.\(number)") }
    #expect(delay(wrong, from: "10.2.0.1") == .seconds(2))
    #expect(delay(right, from: "10.2.0.2") == .seconds(2))
    #expect(delay(right, from: "10.2.0.2") == .zero)
    #expect(delay(right, from: "10.0.0.1") == .zero)
  }

  @Test(arguments: [
    ("Transfer-Encoding", "gzip", 501), ("Content-Encoding", "gzip", 415), ("Expect", "miracles", 417),
    ("Host", "second", 400),
  ])
  func headsThatCannotBeServedCloseTheConnection(name: String, value: String, status: Int) throws {
    var gatekeeper = gatekeeper()
    let refused = try #require(refusal(rule(&gatekeeper, head("POST", "/wsman", right + [(name, value)]))))
    #expect(refused.reply.status == status)
    #expect(refused.closes)
  }

  @Test func otherMediaTypesAreRefusedOnceTheCredentialsAreRight() throws {
    var gatekeeper = gatekeeper()
    func status(_ path: String, _ type: String, _ fields: [(String, String)] = []) -> Int? {
      refusal(rule(&gatekeeper, head("POST", path, fields + [("Content-Type", type)])))?.reply.status
    }
    #expect(status("/typed", "Application/SOAP+XML;charset=UTF-8") == nil)
    #expect(status("/typed", "text/xml ; charset=\"utf-8\"") == nil)
    #expect(status("/typed", "") == nil)
    for type in ["text/plain", "multipart/related; type=\"application/soap+xml\"", "application/soap+xmlx", "x"] {
      #expect(status("/typed", type) == 415)
      #expect(status("/wsman", type) == 401)
    }
    #expect(refusal(rule(&gatekeeper, head("POST", "/typed"))) == nil)
  }

  // MARK: Credentials that were right before

  @Test func basicCredentialsAreCheckedOnceForAConnection() {
    let accounts = CountingAccounts()
    var gatekeeper = Gatekeeper(
      service: TestService(), credentials: accounts, limits: TransportLimits(),
      authenticator: Authenticator(randomBytes: Array(0..<48), nonceLifetime: .minutes(30), noncesInUse: 8))
    var login = ConnectionLogin()
    let request = head("POST", "/wsman", right)
    for _ in 0..<3 { #expect(refusal(rule(&gatekeeper, request, &login)) == nil) }
    #expect(accounts.verifications == 1)
    // Other credentials are checked, and do not spoil those that were right.
    #expect(refusal(rule(&gatekeeper, head("POST", "/wsman", wrong), &login))?.reply.status == 401)
    #expect(refusal(rule(&gatekeeper, request, &login)) == nil)
    #expect(accounts.verifications == 2)
    // Without TLS, and where Basic is not allowed, they were never right.
    #expect(
      refusal(gatekeeper.rule(on: request, from: "10.0.0.1", login: &login, allowsBasic: false, at: start))?
        .reply.status == 401)
    // Another password, or no such account any more: they are checked again.
    accounts.change()
    #expect(refusal(rule(&gatekeeper, request, &login))?.reply.status == 401)
    #expect(accounts.verifications == 3)
  }
}
