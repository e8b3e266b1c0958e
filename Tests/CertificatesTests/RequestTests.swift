import Testing
import X509

@testable import Certificates

@Suite struct RequestTests {
  private func names(_ texts: String...) -> SubjectNames {
    var names = SubjectNames()
    for text in texts { names.add(text) }
    return names
  }

  @Test(arguments: KeyKind.allCases)
  func aRequestSaysWhatItIsFor(kind: KeyKind) throws {
    let pending = try PendingRequest(for: names("bmc1", "192.0.2.7"), subject: nil, kind)
    #expect("\(pending.request.subject)" == "CN=bmc1")
    #expect(pending.names == names("bmc1", "192.0.2.7"))
    let extensions = try #require(try pending.request.attributes.extensionRequest).extensions
    #expect(try extensions.extendedKeyUsage?.contains(.serverAuth) == true)
    #expect(pending.key.publicKey.isValidSignature(pending.request.signature, for: pending.request))
  }

  @Test func itIsKeptWithItsKey() throws {
    let pending = try PendingRequest(for: names("bmc1"), subject: nil, .ecdsa)
    let read = try PendingRequest(pem: try pending.pem())
    #expect(read.key == pending.key)
    #expect(try read.requestPEM() == pending.requestPEM())
    #expect(throws: CertificateProblem.self) { try PendingRequest(pem: Array("hello".utf8)) }
  }

  @Test func theAuthorityGetsNoKey() throws {
    let text = try PendingRequest(for: names("bmc1"), subject: nil, .ecdsa).requestPEM()
    #expect(PEM.blocks(in: Array(text.utf8))?.map(\.label) == ["CERTIFICATE REQUEST"])
  }

  @Test func aCommonNameIsAmongTheNames() throws {
    let subject = try Subject(parsing: "CN=bmc1.example.com, O=Example")
    #expect(try PendingRequest(for: names("bmc1"), subject: subject, .ecdsa).names == names("bmc1.example.com", "bmc1"))
    let person = try Subject(parsing: "CN=My Board")
    #expect(try PendingRequest(for: names("bmc1"), subject: person, .ecdsa).names == names("bmc1"))
  }

  @Test(arguments: [
    ("CN=bmc1,O=Example,OU=IT,L=Bonn,ST=NRW,C=DE", "C=DE,ST=NRW,L=Bonn,OU=IT,O=Example,CN=bmc1"),
    ("cn = bmc1 , o = A\\, B ", "O=A\\, B,CN=bmc1"), ("O=x=y", "O=x=y"),
  ])
  func subjectsAreWrittenAsAuthoritiesKnowThem(text: String, name: String) throws {
    #expect("\(try Subject(parsing: text).name)" == name)
  }

  @Test(arguments: [
    ("", "'' is no part of a subject. Write it like CN=bmc1.example.com,O=Example,C=DE."),
    ("bmc1", "'bmc1' is no part of a subject. Write it like CN=bmc1.example.com,O=Example,C=DE."),
    ("X=1", "A subject has no X. It may have: CN, O, OU, L, ST, C."),
    ("C=Germany", "C is a country's code of two letters, not 'Germany'."),
    ("C=ä1", "C is a country's code of two letters, not 'ä1'."),
    ("CN=", "CN has 1 to 64 characters, which '' has not."),
  ])
  func whatIsNoSubject(text: String, complaint: String) {
    let error = #expect(throws: CertificateProblem.self) { try Subject(parsing: text) }
    #expect(error?.description == complaint)
  }
}
