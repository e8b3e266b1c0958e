import Documents
import Engine
import Glibc
import Model
import Testing
import Transport

@testable import Settings

@Suite struct ConfigurationTests {
  /// Loads a configuration with this text; also what was wrong with it, without the name of the file.
  private func load(_ text: String) throws -> (Configuration, [String]) {
    var template = Array("/tmp/lantern-configuration-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    let path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    defer { unlink(path) }
    #expect(write(descriptor, text, text.utf8.count) == text.utf8.count)
    close(descriptor)
    let diagnostics = Diagnostics()
    let configuration = Configuration.load(path, systems: [System.onlyID], into: diagnostics)
    return (configuration, diagnostics.all.map { String($0.description.dropFirst(path.count)) })
  }

  @Test func nothingIsAllowedThatIsNotAskedFor() {
    #expect(Configuration().compatibility == nil)
    #expect(!Configuration().allowsBasicOverHTTP)
  }

  @Test func everyKeyIsRead() throws {
    let (configuration, problems) = try load(
      "compatibility: amt\nallow-basic-over-http: true\nanonymous-identify: false\n"
        + "tls: { certificate: /c.pem, key: /k.pem, compatibility: true, client-certificates: true }\n")
    #expect(problems == [])
    #expect(configuration.compatibility == "amt")
    #expect(configuration.allowsBasicOverHTTP)
    #expect(!configuration.allowsAnonymousIdentify)
    #expect(configuration.tls.files == TLSFiles(certificate: "/c.pem", key: "/k.pem"))
    #expect(configuration.tls.options.servesOldClients)
    #expect(configuration.tls.options.asksForCertificates)
  }

  @Test func certificateAndKeyAreNamedTogetherOrNotAtAll() throws {
    for (text, missing) in [("certificate: /c.pem", "key"), ("key: /k.pem", "certificate")] {
      let (configuration, problems) = try load("tls: { \(text) }\n")
      #expect(configuration.tls.files == nil)
      #expect(problems == [":1:6: error: 'tls' needs '\(missing)'."])
    }
    #expect(try load("tls: { client-certificates: true }\n").1 == [])
  }

  @Test func tlsIsModernUnlessToldOtherwise() {
    #expect(!Configuration().tls.options.servesOldClients)
    #expect(!Configuration().tls.options.asksForCertificates)
    #expect(Configuration().tls.files == nil)
  }

  @Test(arguments: [
    ("127.0.0.1", [PresenceAddress(host: "127.0.0.1", port: 623)]),
    ("\"[::1]:1623\"", [PresenceAddress(host: "::1", port: 1623)]),
    ("[192.0.2.7, '[::]:623']", [PresenceAddress(host: "192.0.2.7"), PresenceAddress(host: "::")]),
  ])
  func presencePingsAreAnsweredWhereItSays(listen: String, addresses: [PresenceAddress]) throws {
    let (configuration, problems) = try load("presence: { listen: \(listen) }\n")
    #expect(problems == [])
    #expect(configuration.presence == addresses)
  }

  @Test func presencePingsAreNotAnsweredUnlessAskedFor() throws {
    #expect(Configuration().presence == [])
    let (configuration, problems) = try load("presence: {}\n")
    #expect(configuration.presence == [])
    #expect(problems == [":1:11: error: 'presence' needs 'listen'."])
  }

  @Test func anAddressForPingsThatIsNoneIsReportedAndTheOthersStand() throws {
    let (configuration, problems) = try load("presence: { listen: [localhost, 127.0.0.1] }\n")
    #expect(configuration.presence == [PresenceAddress(host: "127.0.0.1")])
    #expect(problems.count == 1)
    #expect(problems.first?.hasPrefix(":1:22: error: 'listen' must be an IP address") == true)
  }

  @Test func howMuchOfTheAuditTrailIsKept() throws {
    #expect(Configuration().audit.fileSize == 1 << 20)
    #expect(Configuration().audit.files == 8)
    let (configuration, problems) = try load("audit: { file-size: 16384, files: 2 }\n")
    #expect(problems == [])
    #expect(configuration.audit.fileSize == 16_384)
    #expect(configuration.audit.files == 2)
  }

  @Test func whatTheAuditTrailCannotBeIsReportedAndTheDefaultsStand() throws {
    let (configuration, problems) = try load("audit: { file-size: 16383, files: 65, keep: 1 }\n")
    #expect(configuration.audit == AuditLimits())
    #expect(
      problems == [
        ":1:21: error: 'file-size' must be 16384 to 1073741824, not 16383.",
        ":1:35: error: 'files' must be 2 to 64, not 65.", ":1:39: error: 'audit' has no 'keep'.",
      ])
  }

  @Test func aMisspelledKeyIsReportedWithItsPlaceAndTheDefaultsStand() throws {
    let (configuration, problems) = try load("allow-basic-over-htp: true\n")
    #expect(configuration == Configuration())
    #expect(problems.count == 1)
    #expect(problems.first?.hasPrefix(":1:1: error: ") == true)
    #expect(problems.first?.contains("allow-basic-over-http") == true)
  }

  @Test func aValueOfTheWrongTypeIsReportedAndTheSafeDefaultStands() throws {
    let (configuration, problems) = try load("allow-basic-over-http: maybe\n")
    #expect(!configuration.allowsBasicOverHTTP)
    #expect(problems.first?.hasPrefix(":1:24: error: ") == true)
  }

  @Test func aFileThatIsNotThereIsReported() {
    let diagnostics = Diagnostics()
    #expect(Configuration.load("/nowhere/lantern.yaml", systems: [System.onlyID], into: diagnostics) == Configuration())
    #expect(diagnostics.hasErrors)
    let said = diagnostics.all.map(\.description)
    #expect(said.count == 1)
    #expect(said.first?.split(separator: "/nowhere/lantern.yaml").count == 1, "the path is named once")
  }
}
