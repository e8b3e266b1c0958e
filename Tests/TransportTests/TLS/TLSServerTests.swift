import NIOCore
import NIOSSL
import Testing

@testable import Transport

/// What clients see of HTTPS, from outside.
struct TLSServerTests {
  @Test(arguments: [("server.pem", "server.key"), ("rsa.pem", "rsa.key")])
  func requestsAreServedOverTLS(certificate: String, key: String) throws {
    let server = try TestServer(tls: Certificates.identity(certificate, key))
    let client = try server.connectTLS { $0.trustRoots = .file(Certificates.path(certificate)) }
    for number in 1...3 {
      client.send(post("/open", "request \(number)"))
      #expect(client.answer()?.body == "request \(number)")
    }
  }

  @Test func theAddressTellsItsScheme() throws {
    let server = try TestServer(tls: Certificates.identity())
    #expect(server.server.boundAddresses.first?.description.hasPrefix("https://127.0.0.1:") == true)
  }

  @Test(arguments: [(TLSVersion.tlsv12, TLSVersion.tlsv12), (.tlsv13, .tlsv13)])
  func versions12And13AreSpoken(highest: TLSVersion, negotiated: TLSVersion) throws {
    let server = try TestServer(tls: Certificates.identity())
    let stream = try TLSStream(server.server.boundAddresses[0]) {
      $0.minimumTLSVersion = .tlsv1
      $0.maximumTLSVersion = highest
    }
    #expect(stream.version == negotiated)
  }

  @Test func olderVersionsAreRefused() throws {
    let server = try TestServer(tls: Certificates.identity())
    #expect(throws: (any Error).self) {
      try TLSStream(server.server.boundAddresses[0]) {
        $0.minimumTLSVersion = .tlsv1
        $0.maximumTLSVersion = .tlsv11
      }
    }
    #expect(try exchange(server) == "still served")
  }

  @Test(arguments: ["RSA+AESGCM", "ECDH+AES:!AESGCM"])
  func suitesWithoutForwardSecrecyOrAuthenticatedEncryptionAreRefused(suites: String) throws {
    let server = try TestServer(tls: Certificates.identity("rsa.pem", "rsa.key"))
    #expect(throws: (any Error).self) {
      try TLSStream(server.server.boundAddresses[0]) {
        $0.maximumTLSVersion = .tlsv12
        $0.cipherSuites = suites
        $0.trustRoots = .file(Certificates.path("rsa.pem"))
      }
    }
  }

  @Test(arguments: [
    (TLSVersion.tlsv1, "RSA+AES:!AESGCM"), (.tlsv11, "ECDH+AES:!AESGCM"), (.tlsv12, "RSA+AESGCM"),
    (.tlsv12, "ECDH+AES:!AESGCM"),
  ])
  func oldClientsAreServedWhereThatIsAskedFor(version: TLSVersion, suites: String) throws {
    func connect(_ options: TLSOptions) throws -> TLSStream {
      let server = try TestServer(tls: Certificates.identity("rsa.pem", "rsa.key", options: options))
      return try TLSStream(server.server.boundAddresses[0]) {
        $0.minimumTLSVersion = .tlsv1
        $0.maximumTLSVersion = version
        $0.cipherSuites = suites
        $0.trustRoots = .file(Certificates.path("rsa.pem"))
      }
    }
    #expect(throws: (any Error).self) { try connect(TLSOptions()) }
    var options = TLSOptions()
    options.servesOldClients = true
    #expect(try connect(options).version == version)
  }

  @Test func serversForOldClientsServeNewOnesAsBefore() throws {
    var options = TLSOptions()
    options.servesOldClients = true
    let server = try TestServer(tls: Certificates.identity(options: options))
    #expect(try TLSStream(server.server.boundAddresses[0]).version == .tlsv13)
  }

  @Test func http11IsNegotiated() throws {
    let server = try TestServer(tls: Certificates.identity())
    let offering = try TLSStream(server.server.boundAddresses[0]) { $0.applicationProtocols = ["h2", "http/1.1"] }
    #expect(offering.negotiatedProtocol == "http/1.1")
    let silent = try TLSStream(server.server.boundAddresses[0])
    #expect(silent.negotiatedProtocol == nil)
  }

  @Test func sixIsSecuredLikeFour() throws {
    let server = try TestServer(["https://[::1]:0"]) { $0.tls = try? Certificates.identity() }
    #expect(try exchange(server) == "still served")
  }

  @Test func basicNeedsNoChallenge() throws {
    let server = try TestServer(tls: Certificates.identity())
    let client = try server.connectTLS()
    client.send(post("/wsman", "x", fields: ["Authorization: Basic YWRtaW46UEBzc3cwcmQ="]))
    #expect(client.answer()?.status == 200)
    #expect(server.service.requests.first?.user == "admin")
    client.send(post("/wsman", "x", fields: ["Authorization: Basic YWRtaW46d3Jvbmc="]))
    let refused = try #require(client.answer())
    #expect(refused.status == 401)
    #expect(Challenge(refused.fields["www-authenticate"]) != nil)
  }

  @Test func basicIsNotTakenOverPlainHTTPBesidesTLS() throws {
    let server = try TestServer(["http://127.0.0.1:0", "https://127.0.0.1:0"]) { $0.tls = try? Certificates.identity() }
    let request = post("/wsman", "x", fields: ["Authorization: Basic YWRtaW46UEBzc3cwcmQ="])
    #expect(try server.answer(to: request)?.status == 401)
    let secure = LoopbackClient(try TLSStream(server.server.boundAddresses[1]), of: server)
    secure.send(request)
    #expect(secure.answer()?.status == 200)
  }

  @Test func digestWorksOverTLS() throws {
    let server = try TestServer(tls: Certificates.identity())
    let client = try server.connectTLS()
    client.send(post("/wsman", "x"))
    let challenge = try #require(Challenge(client.answer()?.fields["www-authenticate"]))
    let header = DigestHabit.openwsman.header(realm: challenge.realm, nonce: challenge.nonce, count: 1)
    client.send(post("/wsman", "x", fields: ["Authorization: \(header)"]))
    #expect(client.answer()?.status == 200)
  }

  @Test func aPlainRequestIsToldToUseHTTPS() throws {
    let server = try TestServer(tls: Certificates.identity())
    let client = try server.connect()
    client.send(post("/open", "x"))
    let answer = try #require(client.answer())
    #expect(answer.status == 400)
    #expect(answer.body.contains("https://"))
    #expect(answer.fields["connection"] == "close")
    #expect(client.rest() == "")
    #expect(server.service.requests.isEmpty)
    #expect(try exchange(server) == "still served")
  }

  @Test(arguments: ["\0\0\0\0\0\0\0\0", "\u{16}\u{3}\u{1}\0\u{5}hello", "\u{16}\u{3}\u{1}\u{7f}\u{7f}"])
  func garbageInsteadOfAHandshakeEndsTheConnection(bytes: String) throws {
    let server = try TestServer(tls: Certificates.identity()) { $0.limits.firstRequestTime = .milliseconds(50) }
    let client = try server.connect()
    client.send(bytes)
    #expect(client.rest() != nil)
  }

  @Test(arguments: ["", "\u{16}", "\u{16}\u{3}\u{1}\u{2}\0\u{1}"])
  func aHandshakeThatDoesNotComeIsCutOff(bytes: String) throws {
    let server = try TestServer(tls: Certificates.identity()) { $0.limits.firstRequestTime = .milliseconds(50) }
    let client = try server.connect()
    client.send(bytes)
    #expect(client.rest() == "")
  }

  @Test func aSlowHeadAfterTheHandshakeIsAnswered() throws {
    let server = try TestServer(tls: Certificates.identity()) { $0.limits.firstRequestTime = .seconds(1) }
    let client = try server.connectTLS()
    client.send("POST /open HTTP/1.1\r\n")
    #expect(client.answer()?.status == 408)
    #expect(client.rest() == "")
  }

  @Test func unfinishedHandshakesCountAsConnections() throws {
    let server = try TestServer(tls: Certificates.identity()) { $0.limits.connections = 1 }
    let first = try server.connect()
    first.send("\u{16}")
    let second = try server.connect()
    // A fatal alert, before any handshake.
    #expect(second.rest()?.utf8.elementsEqual([21, 3, 1, 0, 2, 2, 80]) == true)
    first.closeSending()
    #expect(first.rest() == "")
    #expect(try eventually { try exchange(server) == "still served" })
  }

  @Test func largeAnswersArriveWhole() throws {
    let server = try TestServer(tls: Certificates.identity())
    let client = try server.connectTLS()
    client.send(post("/large") + post("/open", "after"))
    #expect(client.answer()?.body.utf8.count == 4 << 20)
    #expect(client.answer()?.body == "after")
    client.send(post("/large", fields: ["Connection: close"]))
    #expect(client.answer()?.body.utf8.count == 4 << 20)
    #expect(client.rest() == "")
  }

  @Test func aClientMayCloseItsSideAndStillReadTheAnswer() throws {
    let server = try TestServer(tls: Certificates.identity())
    let client = try server.connectTLS()
    client.send(post("/later"))
    client.closeSending()
    #expect(eventually { server.service.answerWaiting("here") })
    #expect(client.answer()?.body == "here")
    #expect(client.rest() == "")
  }

  @Test func stoppingFinishesWhatIsUnderWay() throws {
    let server = try TestServer(tls: Certificates.identity()) { $0.limits.shutdownTime = .seconds(10) }
    let idle = try server.connectTLS()
    let handshaking = try server.connect()
    handshaking.send("\u{16}")
    let busy = try server.connectTLS()
    busy.send(post("/later"))
    #expect(eventually { server.service.requests.count == 1 })
    let stopping = Background { [server = server.server] in server.shutdown() }
    #expect(idle.rest() == "")
    #expect(handshaking.rest() == "")
    #expect(server.service.answerWaiting("finished"))
    #expect(busy.answer()?.body == "finished")
    #expect(busy.rest() == "")
    stopping.wait()
  }

  @Test func anAddressWithTLSNeedsAnIdentity() throws {
    let error = try #require(throws: ListenError.self) { try TestServer(["https://127.0.0.1:0"]) }
    #expect(error == .needsCertificate(ListenAddress(host: "127.0.0.1", port: 0, usesTLS: true)))
  }

  private func exchange(_ server: TestServer) throws -> String? {
    let client = try server.connectTLS()
    client.send(post("/open", "still served"))
    return client.answer()?.body
  }
}
