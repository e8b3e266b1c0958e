import NIOCore
import NIOSSL
import Synchronization
import Testing

@testable import Transport

/// Another certificate while the server runs.
struct ReplaceIdentityTests {
  private final class Flag: Sendable {
    let isSet = Mutex(false)
  }

  private func shown(_ server: TestServer, at place: Int = 0) throws -> [UInt8]? {
    try TLSStream(server.server.boundAddresses[place]) { $0.certificateVerification = .none }.fingerprint
  }

  @Test func newConnectionsSeeItAndOldOnesGoOn() throws {
    let (old, new) = (try Certificates.identity(), try Certificates.identity("rsa.pem", "rsa.key"))
    let server = try TestServer(tls: old)
    let client = try server.connectTLS()
    client.send(post("/open", "before"))
    #expect(client.answer()?.body == "before")
    #expect(try shown(server) == old.certificate.sha256)
    try server.server.replaceIdentity(new).wait()
    #expect(try shown(server) == new.certificate.sha256)
    client.send(post("/open", "after"))
    #expect(client.answer()?.body == "after")
  }

  @Test func everyAddressChangesOver() throws {
    let server = try TestServer(["https://127.0.0.1:0", "https://[::1]:0", "http://127.0.0.1:0"]) {
      $0.tls = try? Certificates.identity()
    }
    // As systemd may open one.
    try server.server.open(ListenAddress(host: "0.0.0.0", port: 0, usesTLS: true))
    let new = try Certificates.identity("rsa.pem", "rsa.key")
    try server.server.replaceIdentity(new).wait()
    for place in 0..<2 { #expect(try shown(server, at: place) == new.certificate.sha256) }
  }

  @Test func whatNoClientGetsOnWithIsNotShown() throws {
    // A key on P-521: fine in itself, and unknown to most clients.
    let (old, bad) = (try Certificates.identity(), try Certificates.identity("p521.pem", "p521.key"))
    let server = try TestServer(tls: old)
    let address = server.server.boundAddresses[0]
    let error = #expect(throws: IdentityRefused.self) { try server.server.replaceIdentity(bad).wait() }
    #expect(error?.reason.hasPrefix("127.0.0.1 port \(address.port): ") == true)
    #expect(try shown(server) == old.certificate.sha256)
    let new = try Certificates.identity("rsa.pem", "rsa.key")
    try server.server.replaceIdentity(new).wait()
    #expect(try shown(server) == new.certificate.sha256)
  }

  @Test func whoeverConnectsMeanwhileSeesOnlyWhatWorks() throws {
    let (old, bad) = (try Certificates.identity(), try Certificates.identity("p521.pem", "p521.key"))
    let server = try TestServer(tls: old)
    let done = Flag()
    let trials = Background { [server = server.server] in
      for _ in 0..<20 { _ = try? server.replaceIdentity(bad).wait() }
      done.isSet.withLock { $0 = true }
    }
    while !done.isSet.withLock({ $0 }) { #expect(try shown(server) == old.certificate.sha256) }
    trials.wait()
  }

  @Test func replacementsWaitForOneAnother() throws {
    let (old, new) = (try Certificates.identity(), try Certificates.identity("rsa.pem", "rsa.key"))
    let bad = try Certificates.identity("p521.pem", "p521.key")
    let server = try TestServer(tls: old)
    let outcomes = [bad, new, bad, old, bad].map { server.server.replaceIdentity($0) }
    for (place, outcome) in outcomes.enumerated() {
      if place.isMultiple(of: 2) {
        #expect(throws: IdentityRefused.self) { try outcome.wait() }
      } else {
        try outcome.wait()
      }
    }
    #expect(try shown(server) == old.certificate.sha256)
  }

  @Test func aFullServerStillReachesItself() throws {
    let server = try TestServer(tls: Certificates.identity()) { $0.limits.connections = 1 }
    let first = try server.connectTLS()
    let new = try Certificates.identity("rsa.pem", "rsa.key")
    try server.server.replaceIdentity(new).wait()
    first.send(post("/open", "still here"))
    #expect(first.answer()?.body == "still here")
  }

  @Test func aServerWithoutTLSHasNobodyToAsk() throws {
    let server = try TestServer()
    try server.server.replaceIdentity(Certificates.identity()).wait()
    #expect(try server.answer(to: post("/open", "as before"))?.body == "as before")
  }
}
