import IPMIWire
import Model
import TestSupport
import Testing

@testable import Drivers

@Suite("What the worker is told of a BMC")
struct BMCRequestTests {
  private let directory = TemporaryDirectory()

  private func request(
    _ access: BMCSettings.Access, credentials: String? = nil, _ change: (inout BMCSettings) -> Void = { _ in }
  ) -> Result<SessionRequest, SourceFailure> {
    var settings = BMCSettings(access, system: System.onlyID)
    change(&settings)
    return settings.makeRequest(cacheDirectory: "/cache", credentialsDirectory: credentials)
  }

  private func lan(_ password: BMCSettings.Password) -> BMCSettings.Access {
    .lan(BMCSettings.LAN(host: "bmc", user: "admin", password: password))
  }

  private func password(_ result: Result<SessionRequest, SourceFailure>) throws -> [UInt8]? {
    if case .lan(let lan) = try result.get().access { lan.password } else { nil }
  }

  @Test("one in the same machine is told without a user or a password")
  func inBand() throws {
    let kernel = try request(.openIPMI(device: "/dev/ipmi0")) { $0.isBridging = true }.get()
    #expect(kernel.access == .openIPMI(device: "/dev/ipmi0") && kernel.isBridging)
    let bus = try request(.ssif(device: "/dev/i2c-1", address: 0x10)) { $0.logEntries = 7 }.get()
    #expect(bus.access == .ssif(device: "/dev/i2c-1", address: 0x10) && bus.logEntries == 7)
  }

  @Test("what may be tried keeps its order")
  func authentications() throws {
    directory.write("pw\n", to: "pw")
    var lan = BMCSettings.LAN(host: "bmc", user: "admin", password: .file(directory.path(of: "pw")))
    lan.authentications = [.suite3, .ipmi15, .suite17]
    guard case .lan(let told) = try request(.lan(lan)).get().access else {
      Issue.record("not over the network")
      return
    }
    #expect(told.authentications == [.suite3, .ipmi15, .suite17])
  }

  @Test("the password is the first line of its file, as it is now")
  func file() throws {
    let access = lan(.file(directory.path(of: "pw")))
    for (text, expected) in [("one", "one"), ("two\r\nmore\n", "two"), ("p w\n", "p w")] {
      directory.write(text, to: "pw")
      #expect(try password(request(access)) == Array(expected.utf8))
    }
  }

  @Test("a credential is a file in the service's directory of credentials")
  func credential() throws {
    directory.write("secret\n", to: "bmc")
    let root = directory.path(of: "")
    #expect(try password(request(lan(.credential("bmc")), credentials: root)) == Array("secret".utf8))
  }

  @Test("what is missing is said with what to do about it")
  func missing() {
    directory.write("\n", to: "empty")
    let root = directory.path(of: "")
    let path = directory.path(of: "empty")
    #expect(
      request(lan(.file(path))).failure
        == SourceFailure(
          kind: "no-password",
          message: "The password file \(path) cannot be read: create it, with the BMC's password in its first line, "
            + "readable for the service only."))
    #expect(
      request(lan(.credential("bmc")), credentials: root).failure
        == SourceFailure(
          kind: "no-password",
          message: "There is no credential 'bmc': name it in the agent's unit with LoadCredential=bmc:FILE, the BMC's "
            + "password in the first line of that file."))
    #expect(
      request(lan(.credential("bmc"))).failure
        == SourceFailure(
          kind: "no-password",
          message: "There is no directory of credentials for 'bmc': start the agent by systemd, with "
            + "LoadCredential=bmc:FILE in its unit."))
  }
}

extension Result {
  fileprivate var failure: Failure? {
    if case .failure(let failure) = self { failure } else { nil }
  }
}
