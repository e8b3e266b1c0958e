import Control
import Glibc
import Model
import NIOCore
import NIOEmbedded
import Settings
import Synchronization
import TestSupport
import Testing
import Transport

@testable import Agent

/// What is said of the certificate in use, as time goes by. `expired.pem` is valid in the year 2020.
@Suite struct ServerCertificateTests {
  private static let day: Int64 = 86_400
  private let address = ListenAddress(host: "127.0.0.1", port: 664, usesTLS: true)
  private let directory = TemporaryDirectory()

  /// A clock on which tests put the time.
  private final class Calendar: TimeSource {
    private let seconds: Mutex<Int64>
    init(_ seconds: Int64) { self.seconds = Mutex(seconds) }
    func now() -> Instant { .zero }
    func wallTime() -> WallTime { WallTime(secondsSince1970: seconds.withLock { $0 }) }
    func advance(_ days: Int64) { seconds.withLock { $0 += days * ServerCertificateTests.day } }
  }

  private func loaded(_ name: String, _ time: any TimeSource) throws -> ServerCertificate {
    let here = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    let certificates = (here.dropLast(2) + ["Certificates"]).joined(separator: "/")
    let text = [name, "server.key"].map { file in
      var bytes = [UInt8](repeating: 0, count: 16_384)
      let descriptor = open("\(certificates)/\(file)", O_RDONLY)
      defer { close(descriptor) }
      return String(decoding: bytes[..<max(read(descriptor, &bytes, bytes.count), 0)], as: UTF8.self)
    }
    directory.write(text.joined(), to: "tls/identity.pem")
    #expect(chmod(directory.path(of: "tls/identity.pem"), 0o600) == 0)
    let certificate = ServerCertificate(TLSSettings(), stateDirectory: directory.path, time: time)
    _ = try certificate.identity(for: address)
    return certificate
  }

  @Test func nothingIsSaidWhileThereIsTime() throws {
    let shown = try #require(try loaded("server.pem", Calendar(1_795_305_600)).shown)
    #expect(shown.warning == nil)
    #expect(shown.daysLeft.map { $0 > 30_000 } == true)
    #expect(shown.file == directory.path(of: "tls/identity.pem"))
    #expect(!shown.isFromSettings)
    #expect(shown.fingerprint.utf8.count == 64)
  }

  @Test func oneThatHasExpiredIsUsedAndSaidToBe() throws {
    let shown = try #require(try loaded("expired.pem", Calendar(1_795_305_600)).shown)
    #expect(shown.daysLeft.map { $0 < 0 } == true)
    #expect(shown.notAfter == "2021-01-01T00:00:00Z")
    #expect(
      shown.warning?.hasPrefix(
        "The certificate for https in \(directory.path)/tls/identity.pem expired on 2021-01-01T00:00:00Z, ") == true)
    #expect(shown.warning?.hasSuffix("Replace it with lantern cert renew, or lantern cert csr and install.") == true)
  }

  @Test func aClockThatCannotBeRightSaysNothing() throws {
    let shown = try #require(try loaded("expired.pem", Calendar(100)).shown)
    #expect(shown.daysLeft == nil)
    #expect(shown.warning == nil)
  }

  @Test func theWarningIsGivenAtOnceAndEveryDay() throws {
    let loop = EmbeddedEventLoop()
    let told = Mutex<[String]>([])
    // A clock that is put right after the start.
    let calendar = Calendar(100)
    let certificate = try loaded("expired.pem", calendar)
    certificate.remind(on: loop) { warning in told.withLock { $0.append(warning) } }
    loop.advanceTime(by: .seconds(1))
    #expect(told.withLock { $0.count } == 0)
    calendar.advance(21_000)
    for day in 1...3 {
      loop.advanceTime(by: .hours(24))
      #expect(told.withLock { $0.count } == day)
    }
  }

  @Test func whatIsMissingIsMade() {
    let certificate = ServerCertificate(TLSSettings(), stateDirectory: "/nowhere", time: Calendar(100))
    let error = #expect(throws: TLSFilesError.self) { try certificate.identity(for: address) }
    #expect(
      error?.description
        == "https://127.0.0.1:664 needs a certificate. Make one that signs itself: lantern cert ensure --state-dir "
        + "/nowhere (docs/certificates.md says how to have one from your own authority).")
    #expect(certificate.shown == nil)
  }

  @Test func whatTheSettingsNameIsTakenFromThere() {
    var settings = TLSSettings()
    settings.files = TLSFiles(certificate: "/nowhere/c.pem", key: "/nowhere/k.pem")
    let certificate = ServerCertificate(settings, stateDirectory: directory.path, time: Calendar(100))
    let error = #expect(throws: TLSFilesError.self) { try certificate.identity(for: address) }
    #expect(error?.description.hasPrefix("/nowhere/c.pem, the certificate for https, cannot be used") == true)
  }

  @Test func oldClientsAreSpokenOf() throws {
    #expect(try loaded("server.pem", Calendar(100)).weaknesses == nil)
    var settings = TLSSettings()
    settings.options.servesOldClients = true
    let certificate = ServerCertificate(settings, stateDirectory: directory.path, time: Calendar(100))
    #expect(certificate.weaknesses == nil)
    _ = try certificate.identity(for: address)
    #expect(certificate.weaknesses?.hasPrefix("tls: { compatibility: true } weakens every https address") == true)
  }
}
