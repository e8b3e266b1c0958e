import Crypto
import Model
import Testing
import X509
import _CryptoExtras

@testable import Certificates

/// Every reason for which a certificate is not installed, and what is said of one that is.
@Suite struct InstallationTests {
  private let root: Authority
  private let middle: Authority
  private let key = newKey()
  private let leaf: Certificate

  init() throws {
    root = try Authority("Root")
    middle = try Authority("Middle", issuer: root)
    leaf = try middle.server(key)
  }

  private func check(
    _ chain: [Certificate], key named: Certificate.PrivateKey? = nil, present: [Certificate.PrivateKey]? = nil,
    at now: WallTime = Authority.now, names: [String] = ["bmc1.example.com"]
  ) throws(Refusal) -> Installation.Accepted {
    do {
      return try check(
        text: pem(chain), key: try named.map { try pem($0) }, present: try (present ?? [key]).map { try pem($0) },
        at: now,
        names: names)
    } catch let refusal as Refusal {
      throw refusal
    } catch {
      fatalError("\(error)")
    }
  }

  private func check(
    text: [UInt8], key: [UInt8]? = nil, present: [[UInt8]] = [], at now: WallTime = Authority.now,
    names: [String] = []
  ) throws(Refusal) -> Installation.Accepted {
    var subjects = SubjectNames()
    for name in names { subjects.add(name) }
    return try Installation(
      certificates: Installation.Text(file: "c.pem", bytes: text),
      key: key.map { Installation.Text(file: "k.pem", bytes: $0) }, present: present
    ).checked(at: now, names: subjects)
  }

  @Test func aWholeChainInOrderIsTaken() throws {
    let accepted = try check([leaf, middle.certificate, root.certificate])
    #expect(accepted.remarks == [])
    #expect(accepted.identity.chain.count == 3)
    #expect(accepted.identity.key == key)
    #expect(try check([leaf, middle.certificate]).identity.chain.count == 2)
    #expect(try check([leaf]).identity.chain.count == 1)
  }

  @Test func theKeyMayBeNamedOrStandBesideTheCertificateOrBeHere() throws {
    #expect(try check([leaf], key: key, present: []).identity.key == key)
    #expect(try check(text: pem([leaf]) + pem(key)).identity.key == key)
    #expect(try check([leaf], present: [newKey(), key]).identity.key == key)
  }

  @Test func aKeyThatIsNamedCountsForMoreThanThoseHere() throws {
    #expect(throws: Refusal.wrongKey(file: "c.pem", keyFile: "k.pem")) {
      try check([leaf], key: newKey(), present: [key])
    }
  }

  @Test func aWrongKey() throws {
    #expect(throws: Refusal.noKey(file: "c.pem")) { try check([leaf], present: [newKey()]) }
    #expect(throws: Refusal.noKey(file: "c.pem")) { try check([leaf], present: []) }
    #expect(throws: Refusal.wrongKey(file: "c.pem", keyFile: "c.pem")) { try check(text: pem([leaf]) + pem(newKey())) }
  }

  @Test func aKeyThatCannotBeRead() throws {
    let text = try pem([leaf])
    for bad in ["", "hello", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"] {
      let refusal = #expect(throws: Refusal.self) { try check(text: text, key: Array(bad.utf8)) }
      guard case .unreadableKey("k.pem", _) = refusal else {
        Issue.record("\(String(describing: refusal))")
        continue
      }
    }
    let encrypted = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n"
    let refusal = #expect(throws: Refusal.self) { try check(text: text, key: Array(encrypted.utf8)) }
    #expect(refusal?.description.hasPrefix("The key in k.pem cannot be used. Its key has a passphrase") == true)
    let old =
      "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES\n\nAAA=\n-----END RSA PRIVATE KEY-----\n"
    let other = #expect(throws: Refusal.self) { try check(text: text, key: Array(old.utf8)) }
    #expect(other?.description == refusal?.description)
  }

  @Test func theServersOwnCertificateComesFirst() throws {
    #expect(throws: Refusal.leafIsNotFirst(file: "c.pem", number: 2)) { try check([middle.certificate, leaf]) }
    #expect(throws: Refusal.leafIsNotFirst(file: "c.pem", number: 3)) {
      try check([root.certificate, middle.certificate, leaf], key: key)
    }
  }

  @Test func issuersInTheWrongOrder() throws {
    #expect(
      throws: Refusal.notIssuedByNext(
        file: "c.pem", number: 1, subject: "CN=bmc1.example.com", issuer: "CN=Middle", next: "CN=Root")
    ) { try check([leaf, root.certificate, middle.certificate]) }
  }

  @Test func anIssuerThatHasNothingToDoWithIt() throws {
    let stranger = try Authority("Middle")
    let refusal = #expect(throws: Refusal.self) { try check([leaf, stranger.certificate]) }
    // The name is right, the signature is not.
    #expect(
      refusal
        == .notIssuedByNext(
          file: "c.pem", number: 1, subject: "CN=bmc1.example.com", issuer: "CN=Middle", next: "CN=Middle"))
    #expect(throws: Refusal.self) { try check([leaf, middle.certificate, try Authority("Else").certificate]) }
  }

  @Test func anIssuerThatMayNotIssue() throws {
    let impostor = try Authority("Server", issuer: root, mayIssue: false)
    #expect(throws: Refusal.notAnIssuer(file: "c.pem", number: 2, subject: "CN=Server")) {
      try check([try impostor.server(key), impostor.certificate])
    }
  }

  @Test func expired() throws {
    #expect(
      throws: Refusal.expired(
        file: "c.pem", number: 1, last: "2026-11-21T00:00:00Z", now: "2026-11-22T00:00:00Z")
    ) { try check([try middle.server(key, days: -10 ... -1), middle.certificate]) }
    let old = try Authority("Old", issuer: root, days: -10 ... -1)
    #expect(
      throws: Refusal.expired(
        file: "c.pem", number: 2, last: "2026-11-21T00:00:00Z", now: "2026-11-22T00:00:00Z")
    ) { try check([try old.server(key), old.certificate]) }
  }

  @Test func notYetValid() throws {
    #expect(
      throws: Refusal.notYetValid(
        file: "c.pem", number: 1, first: "2026-11-23T00:00:00Z", now: "2026-11-22T00:00:00Z")
    ) { try check([try middle.server(key, days: 1...90)]) }
  }

  @Test func theLastSecondStillCounts() throws {
    let short = try middle.server(key, days: -10...0)
    #expect(try check([short]).remarks == ["Certificate 1 expires in 0 days, at 2026-11-22T00:00:00Z."])
    let later = WallTime(microsecondsSince1970: Authority.now.microsecondsSince1970 + 1_000_000)
    #expect(throws: Refusal.self) { try check([short], at: later) }
  }

  @Test(arguments: [WallTime(secondsSince1970: 0), WallTime(secondsSince1970: 86_400 * 365)])
  func aClockThatCannotBeRightIsNotHeldAgainstIt(clock: WallTime) throws {
    for days in [-10...90, -10 ... -1, 1...90] as [ClosedRange<Int64>] {
      let remarks = try check([try middle.server(key, days: days), middle.certificate], at: clock).remarks
      #expect(remarks.count == 1)
      #expect(
        remarks.first?.hasPrefix(
          "This machine's clock says \(clock.iso8601), which cannot be: whether the certificate has expired was not checked."
        ) == true)
    }
  }

  @Test func whatIsNotForServers() throws {
    let refusal = Refusal.notForServers(file: "c.pem")
    #expect(throws: refusal) { try check([try middle.server(key, uses: [.clientAuth])]) }
    #expect(throws: refusal) { try check([try middle.server(key, usage: KeyUsage(keyCertSign: true))]) }
    _ = try check([try middle.server(key, uses: [.clientAuth, .serverAuth])])
    _ = try check([try middle.server(key, uses: [.any], usage: nil)])
    _ = try check([try middle.server(key, uses: nil)])
  }

  @Test func keysThatClientsDoNotTake() throws {
    for (key, name) in [
      (Certificate.PrivateKey(Curve25519.Signing.PrivateKey()), "Ed25519"),
      (Certificate.PrivateKey(P521.Signing.PrivateKey()), "ECDSA P-521"),
    ] {
      #expect(throws: Refusal.unusualKey(file: "c.pem", key: name)) {
        try check([try middle.server(key)], key: key)
      }
    }
    let p384 = Certificate.PrivateKey(P384.Signing.PrivateKey())
    _ = try check([try middle.server(p384)], key: p384)
    let rsa = Certificate.PrivateKey(try _RSA.Signing.PrivateKey(keySize: .bits2048))
    _ = try check([try middle.server(rsa)], key: rsa)
  }

  @Test(arguments: ["", "hello\n", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"])
  func whatHoldsNoCertificate(text: String) throws {
    #expect(throws: Refusal.noCertificate(file: "c.pem")) { try check(text: Array(text.utf8)) }
  }

  @Test(arguments: [
    "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "-----BEGIN CERTIFICATE-----\nAAAA\n",
    "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n",
  ])
  func whatIsDamaged(text: String) throws {
    let refusal = #expect(throws: Refusal.self) { try check(text: Array(text.utf8)) }
    guard case .unreadable("c.pem", _) = refusal else {
      Issue.record("\(String(describing: refusal))")
      return
    }
  }

  @Test func chainsAreBounded() throws {
    let many = [leaf] + [Certificate](repeating: middle.certificate, count: Installation.chainLimit)
    #expect(throws: Refusal.tooLong(file: "c.pem", limit: Installation.chainLimit)) { try check(many) }
  }

  @Test func namesThatClientsMissAreTold() throws {
    let accepted = try check([leaf], names: ["bmc1", "BMC1.example.com", "192.0.2.7"])
    #expect(
      accepted.remarks == ["Clients that check names will not find these in the certificate: bmc1, 192.0.2.7."])
  }

  @Test func soonExpiringOnesAreTaken() throws {
    let accepted = try check([try middle.server(key, days: -10...7)])
    #expect(accepted.remarks == ["Certificate 1 expires in 7 days, at 2026-11-29T00:00:00Z."])
  }

  @Test func everyRefusalSaysWhatToDo() {
    for refusal in [
      Refusal.leafIsNotFirst(file: "c.pem", number: 2), .noKey(file: "c.pem"), .notForServers(file: "c.pem"),
      .expired(file: "c.pem", number: 1, last: "x", now: "y"), .unusualKey(file: "c.pem", key: "Ed25519"),
    ] {
      #expect(refusal.description.hasSuffix("."))
      #expect(
        refusal.description.split(separator: " ").contains {
          $0.hasSuffix("c.pem") || $0.hasSuffix("c.pem:") || $0.hasPrefix("c.pem")
        })
    }
  }
}
