import Glibc
import Settings
import Testing

@testable import Agent

/// Every way in which certificate and key can be wrong ends in a sentence that names the file and says what to do.
@Suite struct TLSFilesTests {
  private let certificates: String

  init() {
    let here = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    certificates = (here.dropLast(2) + ["Certificates"]).joined(separator: "/")
  }

  /// A private copy of a key of `Tests/Certificates`: what is checked out can be read by everybody.
  private func key(_ name: String, mode: mode_t = 0o600) throws -> String {
    let source = open("\(certificates)/\(name)", O_RDONLY)
    defer { close(source) }
    var bytes = [UInt8](repeating: 0, count: 16_384)
    let count = read(source, &bytes, bytes.count)
    try #require(count > 0)
    var template = Array("/tmp/lantern-key-XXXXXX".utf8CString)
    let copy = mkstemp(&template)
    defer { close(copy) }
    #expect(write(copy, bytes, count) == count)
    #expect(fchmod(copy, mode) == 0)
    return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  private func complaint(_ certificate: String, _ key: String) -> String? {
    do throws(TLSFilesError) {
      _ = try TLSFiles(certificate: certificate, key: key).identity()
      return nil
    } catch {
      return error.description
    }
  }

  @Test(arguments: [mode_t(0o600), 0o400, 0o640])
  func aKeyForOwnerAndGroupIsTaken(mode: mode_t) throws {
    let key = try key("server.key", mode: mode)
    defer { unlink(key) }
    #expect(complaint("\(certificates)/server.pem", key) == nil)
  }

  @Test(arguments: [(mode_t(0o644), "0644"), (0o602, "0602"), (0o666, "0666")])
  func aKeyForEverybodyIsRefused(mode: mode_t, spelled: String) throws {
    let key = try key("server.key", mode: mode)
    defer { unlink(key) }
    #expect(
      complaint("\(certificates)/server.pem", key)
        == "\(key), the key for https, can be read or changed by everybody on this machine (mode \(spelled)). "
        + "Make it private: chmod 600 \(key)")
  }

  @Test func missingFilesAreNamed() throws {
    let key = try key("server.key")
    defer { unlink(key) }
    #expect(
      complaint("/nowhere/c.pem", key)
        == "/nowhere/c.pem, the certificate for https, cannot be used: there is no such file.")
    #expect(
      complaint("\(certificates)/server.pem", "/nowhere/k.pem")
        == "/nowhere/k.pem, the key for https, cannot be used: there is no such file.")
  }

  @Test func whatDoesNotFitIsExplained() throws {
    let right = try key("server.key")
    let other = try key("other.key")
    let encrypted = try key("encrypted.key")
    defer { for file in [right, other, encrypted] { unlink(file) } }
    let certificate = "\(certificates)/server.pem"
    #expect(complaint(certificate, other)?.hasPrefix("The key in \(other) does not belong to the first") == true)
    #expect(complaint(certificate, encrypted)?.hasPrefix("The key in \(encrypted) has a passphrase") == true)
    #expect(complaint(right, right)?.hasPrefix("\(right) holds no certificate") == true)
    #expect(complaint(certificate, "/etc/passwd")?.hasPrefix("/etc/passwd, the key for https, can be read") == true)
  }
}
