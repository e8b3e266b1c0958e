import Engine
import Glibc
import TestSupport
import Testing

@Suite struct CertificateFilesTests {
  private let directory = TemporaryDirectory()
  private let first = Array("first".utf8)
  private let second = Array("second".utf8)

  @Test func thereIsNothingToStartWith() throws {
    let files = CertificateFiles(existingIn: directory.path)
    #expect(try files.identity() == nil)
    #expect(try files.request() == nil)
    #expect(directory.names == [])
  }

  @Test func whatIsKeptIsForItsOwnerOnly() throws {
    let files = try CertificateFiles(creatingIn: directory.path)
    try files.replaceIdentity(with: first)
    try files.keepRequest(second)
    #expect(directory.mode(of: "tls") == 0o700)
    #expect(directory.mode(of: "tls/identity.pem") == 0o600)
    #expect(directory.mode(of: "tls/request.pem") == 0o600)
    #expect(try files.identity() == first)
    #expect(try files.request() == second)
    #expect(files.identityPath == CertificateFiles.identityPath(stateDirectory: directory.path))
  }

  @Test func theOneBeforeIsKept() throws {
    let files = try CertificateFiles(creatingIn: directory.path)
    try files.replaceIdentity(with: first)
    #expect(directory.text(of: "tls/previous.pem") == nil)
    try files.replaceIdentity(with: second)
    #expect(directory.text(of: "tls/previous.pem") == "first")
    #expect(directory.mode(of: "tls/previous.pem") == 0o600)
    try files.putBack(first)
    #expect(try files.identity() == first)
    try files.putBack(nil)
    #expect(try files.identity() == nil)
  }

  @Test func aRequestIsRemovedOnce() throws {
    let files = try CertificateFiles(creatingIn: directory.path)
    try files.keepRequest(first)
    try files.removeRequest()
    try files.removeRequest()
    #expect(try files.request() == nil)
  }

  @Test func theStateDirectoryIsMadeWhenItIsMissing() throws {
    _ = try CertificateFiles(creatingIn: directory.path(of: "state"))
    #expect(directory.mode(of: "state") == 0o700)
    #expect(throws: StateFailure.self) { try CertificateFiles(creatingIn: directory.path(of: "a/b")) }
  }

  @Test(.enabled(if: geteuid() == 0, "only root can give files away"))
  func whatRootWritesBelongsToTheAgent() throws {
    #expect(chown(directory.path, 65_534, 65_534) == 0)
    let files = try CertificateFiles(creatingIn: directory.path)
    try files.replaceIdentity(with: first)
    for name in ["tls", "tls/identity.pem"] {
      var status = stat()
      #expect(stat(directory.path(of: name), &status) == 0)
      #expect(status.st_uid == 65_534)
      #expect(status.st_gid == 65_534)
    }
  }

  @Test func aLinkInThePlaceOfTheFolderIsNotFollowed() throws {
    let elsewhere = TemporaryDirectory()
    #expect(symlink(elsewhere.path, directory.path(of: "tls")) == 0)
    #expect(throws: StateFailure.self) { try CertificateFiles(creatingIn: directory.path) }
    #expect(elsewhere.names == [])
  }
}
