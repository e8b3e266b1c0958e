import Model
import Testing

@testable import Certificates

@Suite struct CertificateFactsTests {
  private let key = newKey()

  private func facts(
    days: ClosedRange<Int64>, at now: WallTime = Authority.now, agent: CertificateFacts.Agent = .notRunning
  ) throws -> CertificateFacts {
    let root = try Authority("Root")
    let identity = ServerIdentity(
      key: key, chain: [try root.server(key, names: ["bmc1", "192.0.2.7"], days: days), root.certificate])
    return CertificateFacts(identity, file: "/s/tls/identity.pem", at: now, agent: agent)
  }

  @Test func whatPeopleRead() throws {
    let facts = try facts(days: -10...90, agent: .shows)
    #expect(
      facts.text == """
        File     /s/tls/identity.pem
        Subject  CN=bmc1
        Issuer   CN=Root
        Names    bmc1, 192.0.2.7
        Valid    2026-11-12T00:00:00Z to 2027-02-20T00:00:00Z (90 days left)
        Key      ECDSA P-256
        SHA-256  \(facts.fingerprint)
        Agent    shows this certificate
        """)
    #expect(facts.warning == nil)
  }

  @Test func whatProgramsRead() throws {
    let facts = try facts(days: -10...90, agent: .showsAnother(fingerprint: "ab", file: "/x"))
    #expect(
      facts.json == """
        {
          "file": "/s/tls/identity.pem",
          "subject": "CN=bmc1",
          "issuer": "CN=Root",
          "self_signed": false,
          "names": [
            "bmc1"
          ],
          "addresses": [
            "192.0.2.7"
          ],
          "not_before": "2026-11-12T00:00:00Z",
          "not_after": "2027-02-20T00:00:00Z",
          "days_left": 90,
          "key": "ECDSA P-256",
          "sha256": "\(facts.fingerprint)",
          "issuers": 1,
          "shown_by_agent": false
        }
        """)
  }

  @Test func expiryIsTold() throws {
    #expect(try facts(days: -10...29).warning?.hasPrefix("It expires in 29 days. ") == true)
    #expect(try facts(days: -10...30).warning == nil)
    #expect(try facts(days: -10 ... -2).warning?.hasPrefix("It expired 2 days ago. ") == true)
    #expect(try facts(days: 1...9).warning?.hasPrefix("It is not valid before ") == true)
    #expect(try facts(days: -10 ... -2, at: WallTime(secondsSince1970: 5)).warning == nil)
  }
}
