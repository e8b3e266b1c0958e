import Testing
import Transport

@testable import Agent

@Suite struct SecurityProfilesTests {
  private let plain = ListenAddress(host: "127.0.0.1", port: 623)
  private let secure = ListenAddress(host: "127.0.0.1", port: 664, usesTLS: true)

  @Test func identifyTellsWhatTheListenersTake() {
    #expect(SecurityProfiles.names(of: [plain], allowsBasicOverHTTP: false) == ["http/digest"])
    #expect(SecurityProfiles.names(of: [plain], allowsBasicOverHTTP: true) == ["http/digest", "http/basic"])
    #expect(SecurityProfiles.names(of: [secure], allowsBasicOverHTTP: true) == ["https/digest", "https/basic"])
    #expect(
      SecurityProfiles.names(of: [secure, plain, secure], allowsBasicOverHTTP: false)
        == ["http/digest", "https/digest", "https/basic"])
  }

  @Test func certificatesOfClientsAreOfferedOverTLSOnly() {
    #expect(
      SecurityProfiles.names(of: [secure], allowsBasicOverHTTP: false, asksForCertificates: true)
        == ["https/digest", "https/basic", "https/mutual"])
    #expect(
      SecurityProfiles.names(of: [plain], allowsBasicOverHTTP: false, asksForCertificates: true) == ["http/digest"])
  }
}
