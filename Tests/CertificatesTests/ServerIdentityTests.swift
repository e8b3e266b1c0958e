import Model
import Testing
import X509

@testable import Certificates

@Suite struct ServerIdentityTests {
  private let names: SubjectNames = {
    var names = SubjectNames()
    for name in ["bmc1.example.com", "bmc1", "192.0.2.7", "2001:db8::7"] { names.add(name) }
    return names
  }()

  @Test(arguments: KeyKind.allCases)
  func oneThatSignsItselfIsForServersOnly(kind: KeyKind) throws {
    let identity = try ServerIdentity.selfSigned(for: names, kind)
    let certificate = identity.certificate
    #expect(identity.isSelfSigned)
    #expect(identity.keyKind == kind)
    #expect(identity.names == names)
    #expect("\(certificate.subject)" == "CN=bmc1.example.com")
    #expect(certificate.version == .v3)
    #expect(try certificate.extensions.basicConstraints == .notCertificateAuthority)
    #expect(try certificate.extensions.extendedKeyUsage?.elementsEqual([.serverAuth]) == true)
    let usage = try #require(try certificate.extensions.keyUsage)
    #expect(usage.digitalSignature)
    #expect(usage.keyEncipherment == (kind == .rsa))
    #expect(!usage.keyCertSign)
  }

  @Test(arguments: [0, 86_400, 1_795_305_600, 4_000_000_000] as [Int64])
  func itHoldsWhateverTheClockSays(clock: Int64) throws {
    let validity = try ServerIdentity.selfSigned(for: names, .ecdsa).certificate.validity
    #expect(validity.notBefore <= clock)
    #expect(validity.notAfter >= clock)
    #expect(validity == Validity(notBefore: 0, notAfter: 4_102_444_799))
  }

  @Test func serialNumbersAreRandomAndOfLegalLength() throws {
    let numbers = try (0..<4).map { _ in
      Array(try ServerIdentity.selfSigned(for: names, .ecdsa).certificate.serialNumber.bytes)
    }
    #expect(Set(numbers).count == numbers.count)
    for number in numbers {
      #expect(number.count == 16)
      #expect(number[0] & 0x80 == 0)
    }
  }

  @Test func whatIsWrittenIsReadAgain() throws {
    let identity = try ServerIdentity.selfSigned(for: names, .ecdsa)
    let read = try ServerIdentity(pem: try identity.pem())
    #expect(read.key == identity.key)
    #expect(read.chain == identity.chain)
    #expect(read.fingerprint == identity.fingerprint)
    #expect(read.fingerprint.utf8.count == 64)
  }

  @Test func clientsGetNoKey() throws {
    let text = try ServerIdentity.selfSigned(for: names, .ecdsa).certificatesPEM()
    #expect(PEM.blocks(in: Array(text.utf8))?.map(\.label) == ["CERTIFICATE"])
  }

  @Test func whatAnAuthorityIssuedDoesNotSignItself() throws {
    let root = try Authority("Root")
    let key = newKey()
    let leaf = try root.server(key)
    #expect(!ServerIdentity(key: key, chain: [leaf]).isSelfSigned)
    #expect(!ServerIdentity(key: key, chain: [leaf, root.certificate]).isSelfSigned)
    // The name alone says nothing.
    let twin = try Authority("bmc1.example.com")
    #expect(!ServerIdentity(key: key, chain: [try twin.server(key)]).isSelfSigned)
  }

  @Test func whatIsOfNoUse() throws {
    let identity = try ServerIdentity.selfSigned(for: names, .ecdsa)
    let certificate = Array(try identity.certificatesPEM().utf8)
    let key = try pem(identity.key)
    func complaint(_ text: [UInt8]) -> String? {
      #expect(throws: CertificateProblem.self) { try ServerIdentity(pem: text) }?.description
    }
    #expect(complaint([]) == "It holds no certificate.")
    #expect(complaint(key) == "It holds no certificate.")
    #expect(complaint(certificate) == "It holds no key.")
    #expect(complaint(try pem(newKey()) + certificate) == "Its key does not belong to its first certificate.")
    #expect(complaint(Array((key + certificate).dropLast(30))) == "It is damaged.")
  }

  @Test func aNameThatIsTooLongForASubjectIsAmongTheNamesAllTheSame() throws {
    var names = SubjectNames()
    let long = Array(repeating: "very-long-label", count: 6).joined(separator: ".")
    names.add(long)
    let identity = try ServerIdentity.selfSigned(for: names, .ecdsa)
    #expect("\(identity.certificate.subject)" == "CN=Lantern")
    #expect(identity.names.names == [long])
  }
}
