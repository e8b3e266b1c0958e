import Hashing
import NIOCore
import Testing

@testable import Transport

struct AuthenticatorTests {
  private let accounts = FixedAccounts()
  private let start = NIODeadline.uptimeNanoseconds(1_000_000_000)

  private func authenticator() -> Authenticator {
    Authenticator(randomBytes: Array(0..<48), nonceLifetime: .minutes(30), noncesInUse: 8)
  }

  private func challenge(_ authenticator: inout Authenticator) throws -> Challenge {
    try #require(Challenge(authenticator.challenge(realm: accounts.realm, stale: false, at: start)))
  }

  private func check(
    _ authenticator: inout Authenticator, _ header: String?, target: String = "/wsman", allowsBasic: Bool = false,
    at now: NIODeadline? = nil
  ) -> Authenticator.Verdict {
    authenticator.check(
      header.map { Array($0.utf8) }, method: "POST", target: target, allowsBasic: allowsBasic, against: accounts,
      at: now ?? start)
  }

  // MARK: The challenge

  @Test func theChallengeIsSpelledAsEveryClientUnderstandsIt() throws {
    var authenticator = authenticator()
    let text = authenticator.challenge(realm: "R", stale: false, at: start)
    #expect(text.hasPrefix("Digest realm=\"R\",nonce=\""))
    #expect(text.hasSuffix("\",stale=\"false\",qop=\"auth\""))
    let nonce = try #require(Challenge(text)).nonce
    #expect(nonce.utf8.count == 32)
    #expect(Hex.decode(nonce.utf8) != nil)
    #expect(authenticator.challenge(realm: "R", stale: true, at: start).contains(",stale=\"true\","))
    #expect(try challenge(&authenticator).nonce != nonce)
  }

  // MARK: What clients send

  @Test(arguments: DigestHabit.all)
  func everyClientGetsInAndStaysIn(habit: DigestHabit) throws {
    var authenticator = authenticator()
    let nonce = try challenge(&authenticator).nonce
    for count in habit.firstCount...(habit.firstCount + 3) {
      let header = habit.header(realm: accounts.realm, nonce: nonce, count: count)
      #expect(check(&authenticator, header) == .accepted(user: "admin"))
    }
  }

  @Test(arguments: DigestHabit.all)
  func nobodyGetsInWithAWrongPassword(habit: DigestHabit) throws {
    var authenticator = authenticator()
    let nonce = try challenge(&authenticator).nonce
    let header = habit.header(password: "wrong", realm: accounts.realm, nonce: nonce, count: 1)
    #expect(check(&authenticator, header) == .refused(.wrong(user: "admin")))
  }

  @Test func unknownUsersLookLikeWrongPasswords() throws {
    var authenticator = authenticator()
    let nonce = try challenge(&authenticator).nonce
    let header = DigestHabit.requests.header(user: "root", realm: accounts.realm, nonce: nonce, count: 1)
    #expect(check(&authenticator, header) == .refused(.wrong(user: "root")))
  }

  /// RFC 2617, section 3.5. The nonce is not ours, so the right response is found stale rather than wrong.
  @Test func theStandardsOwnExample() {
    struct Mufasa: CredentialStore {
      let realm = "testrealm@host.com"
      func digestSecret(for user: String) -> [UInt8]? { MD5.digest("\(user):\(realm):Circle Of Life".utf8) }
      func check(user: String, password: [UInt8]) -> PasswordCheck { .done(false) }
      func stamp(of user: String) -> [UInt8]? { digestSecret(for: user) }
    }
    func verdict(_ response: String) -> Authenticator.Verdict {
      var authenticator = authenticator()
      let header = """
        Digest username="Mufasa", realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", \
        uri="/dir/index.html", qop=auth, nc=00000001, cnonce="0a4f113b", response="\(response)", \
        opaque="5ccc069c403ebaf9f0171e9517f40e41"
        """
      return authenticator.check(
        Array(header.utf8), method: "GET", target: "/dir/index.html", allowsBasic: false, against: Mufasa(), at: start)
    }
    #expect(verdict("6629fae49393a05397450978507c4ef1") == .refused(.stale))
    #expect(verdict("6629FAE49393A05397450978507C4EF1") == .refused(.stale))
    #expect(verdict("6629fae49393a05397450978507c4ef2") == .refused(.wrong(user: "Mufasa")))
  }

  // MARK: Nonces and counts

  @Test func aReplayIsRefused() throws {
    var authenticator = authenticator()
    let nonce = try challenge(&authenticator).nonce
    let header = DigestHabit.requests.header(realm: accounts.realm, nonce: nonce, count: 1)
    #expect(check(&authenticator, header) == .accepted(user: "admin"))
    #expect(check(&authenticator, header) == .refused(.stale))
  }

  @Test func parallelConnectionsShareANonceOutOfOrder() throws {
    var authenticator = authenticator()
    let nonce = try challenge(&authenticator).nonce
    for count in [3, 1, 2, 8, 5] {
      let header = DigestHabit.openwsman.header(realm: accounts.realm, nonce: nonce, count: count)
      #expect(check(&authenticator, header) == .accepted(user: "admin"))
    }
  }

  @Test func anExpiredNonceIsStaleForTheRightPasswordOnly() throws {
    var authenticator = authenticator()
    let nonce = try challenge(&authenticator).nonce
    let late = start + .minutes(31)
    let right = DigestHabit.requests.header(realm: accounts.realm, nonce: nonce, count: 1)
    let wrong = DigestHabit.requests.header(password: "wrong", realm: accounts.realm, nonce: nonce, count: 1)
    #expect(check(&authenticator, right, at: late) == .refused(.stale))
    #expect(check(&authenticator, wrong, at: late) == .refused(.wrong(user: "admin")))
  }

  @Test(arguments: ["", "00", "0123456789abcdef0123456789abcdef", "not hexadecimal"])
  func aNonceTheServerDidNotMakeIsStale(nonce: String) {
    var authenticator = authenticator()
    let header = DigestHabit.requests.header(realm: accounts.realm, nonce: nonce, count: 1)
    #expect(check(&authenticator, header) == .refused(.stale))
  }

  // MARK: The request target

  @Test(arguments: [
    ("/wsman", "/wsman"), ("http://10.0.0.1:623/wsman", "/wsman"), ("/wsman", "http://bmc.example/wsman"),
    ("HTTP://a/wsman", "https://b/wsman"), ("/wsman?x=1", "/wsman?x=1"),
  ])
  func theURIMayBeAbsoluteOnEitherSide(uri: String, target: String) throws {
    var authenticator = authenticator()
    let nonce = try challenge(&authenticator).nonce
    let header = DigestHabit.requests.header(realm: accounts.realm, nonce: nonce, uri: uri, count: 1)
    #expect(check(&authenticator, header, target: target) == .accepted(user: "admin"))
  }

  @Test(arguments: ["/wsman/", "/", "", "*", "/wsman?x=1", "http://10.0.0.1/other"])
  func aHeaderForAnotherTargetIsRefused(uri: String) throws {
    var authenticator = authenticator()
    let nonce = try challenge(&authenticator).nonce
    let header = DigestHabit.requests.header(realm: accounts.realm, nonce: nonce, uri: uri, count: 1)
    #expect(check(&authenticator, header) == .refused(.unproven))
  }

  @Test func aHeaderForAnotherMethodIsRefused() throws {
    var authenticator = authenticator()
    let nonce = try challenge(&authenticator).nonce
    let header = DigestHabit.requests.header(realm: accounts.realm, nonce: nonce, method: "GET", count: 1)
    #expect(check(&authenticator, header) == .refused(.wrong(user: "admin")))
  }

  // MARK: Nothing to check

  @Test(arguments: [
    nil, "", "Digest", "Digest ", "Basic", "Basic !!!", "Negotiate YII=", "Digest username=\"admin\"",
    "Digest username=\"admin", "garbage", "Bearer abc",
  ])
  func incompleteHeadersProveNothing(header: String?) {
    var authenticator = authenticator()
    #expect(check(&authenticator, header, allowsBasic: true) == .refused(.unproven))
  }

  @Test(arguments: [
    ("qop=\"auth\"", "qop=\"auth-int\""), ("qop=\"auth\"", "algorithm=MD5-sess,qop=\"auth\""),
    ("qop=\"auth\", ", ""), ("nc=00000001, ", ""), ("nc=00000001", "nc=0000000001"), ("nc=00000001", "nc=xyz"),
    ("nc=00000001", "nc=00000001, nc=00000002"), ("realm=\"Lantern", "realm=\"Another"),
    ("response=\"", "response=\"00"),
  ])
  func headersOutsideTheChallengeProveNothing(original: String, altered: String) throws {
    var authenticator = authenticator()
    let nonce = try challenge(&authenticator).nonce
    let header = DigestHabit.requests.header(realm: accounts.realm, nonce: nonce, count: 1)
    let changed = header.split(separator: original, omittingEmptySubsequences: false).joined(separator: altered)
    #expect(changed != header)
    #expect(check(&authenticator, changed) == .refused(.unproven))
  }

  // MARK: Basic

  /// What dracclient, wsl and omicli send without being asked.
  private let basic = "Basic YWRtaW46UEBzc3cwcmQ="

  @Test func basicIsOffUnlessAllowed() {
    var authenticator = authenticator()
    #expect(check(&authenticator, basic) == .refused(.unproven))
    func verdict(_ header: String) -> Authenticator.Verdict { check(&authenticator, header, allowsBasic: true) }
    #expect(verdict(basic) == .accepted(user: "admin"))
    #expect(verdict("basic   YWRtaW46UEBzc3cwcmQ=") == .accepted(user: "admin"))
    #expect(verdict("Basic YWRtaW46d3Jvbmc=") == .refused(.wrong(user: "admin")))
    #expect(verdict("Basic cm9vdDpQQHNzdzByZA==") == .refused(.wrong(user: "root")))
  }
}
