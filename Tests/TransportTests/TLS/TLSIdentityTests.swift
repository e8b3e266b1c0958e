import Testing

@testable import Transport

struct TLSIdentityTests {
  private func error(_ certificates: [UInt8], _ key: [UInt8]) -> TLSIdentityError? {
    do throws(TLSIdentityError) {
      _ = try TLSIdentity(certificates: certificates, key: key)
      return nil
    } catch {
      return error
    }
  }

  @Test func aCertificateAndItsKeyAreTaken() throws {
    #expect(error(try Certificates.bytes("server.pem"), try Certificates.bytes("server.key")) == nil)
    #expect(error(try Certificates.bytes("rsa.pem"), try Certificates.bytes("rsa.key")) == nil)
  }

  @Test func issuersMayFollow() throws {
    let chain = try Certificates.bytes("server.pem") + Certificates.bytes("rsa.pem")
    #expect(error(chain, try Certificates.bytes("server.key")) == nil)
    #expect(error(chain, try Certificates.bytes("rsa.key")) == .mismatch)
  }

  @Test(arguments: ["", "hello", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
  func whatIsNoCertificate(text: String) throws {
    #expect(error(Array(text.utf8), try Certificates.bytes("server.key")) == .noCertificate)
  }

  @Test(arguments: ["", "hello", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
  func whatIsNoKey(text: String) throws {
    #expect(error(try Certificates.bytes("server.pem"), Array(text.utf8)) == .noKey)
  }

  @Test func aKeyUnderAPassphraseIsNotAskedFor() throws {
    #expect(error(try Certificates.bytes("server.pem"), try Certificates.bytes("encrypted.key")) == .encryptedKey)
  }

  @Test func aKeyOfAnotherCertificateIsRefused() throws {
    #expect(error(try Certificates.bytes("server.pem"), try Certificates.bytes("other.key")) == .mismatch)
    #expect(error(try Certificates.bytes("server.pem"), try Certificates.bytes("rsa.key")) == .mismatch)
  }
}
