import Synchronization
import Testing

@testable import Transport

/// Whole conversations of clients that log in.
struct LoginTests {
  @Test(arguments: DigestHabit.all)
  func everyClientLogsIn(habit: DigestHabit) throws {
    let server = try TestServer()
    let client = try server.connect()
    client.send(post("/wsman", "<first/>"))
    let challenge = try #require(Challenge(client.answer()?.fields["www-authenticate"]))
    for count in habit.firstCount...(habit.firstCount + 2) {
      let header = habit.header(realm: challenge.realm, nonce: challenge.nonce, count: count)
      client.send(post("/wsman", "<request/>", fields: ["Authorization: \(header)"]))
      let answer = try #require(client.answer())
      #expect(answer.status == 200)
      #expect(answer.body == "<request/>")
    }
    #expect(server.service.requests.map(\.user) == ["admin", "admin", "admin"])
  }

  /// MeshCommander closes after the challenge; others open more connections with the nonce they have.
  @Test func aNonceIsGoodOnOtherConnections() throws {
    let server = try TestServer()
    let challenge = try #require(
      Challenge(try server.answer(to: post("/wsman"))?.fields["www-authenticate"]))
    let clients = try (0..<3).map { _ in try server.connect() }
    for (client, count) in zip(clients, [2, 3, 1]) {
      let header = DigestHabit.meshCommander.header(realm: challenge.realm, nonce: challenge.nonce, count: count)
      client.send(post("/wsman", "x", fields: ["Authorization: \(header)"]))
    }
    for client in clients { #expect(client.answer()?.status == 200) }
  }

  @Test func aRepeatedCountGetsAFreshChallenge() throws {
    let server = try TestServer()
    let client = try server.connect()
    client.send(post("/wsman"))
    let first = try #require(Challenge(client.answer()?.fields["www-authenticate"]))
    let header = DigestHabit.iamt.header(realm: first.realm, nonce: first.nonce, count: 1)
    client.send(post("/wsman", fields: ["Authorization: \(header)"]))
    #expect(client.answer()?.status == 200)
    client.send(post("/wsman", fields: ["Authorization: \(header)"]))
    let again = try #require(client.answer())
    let second = try #require(Challenge(again.fields["www-authenticate"]))
    #expect(again.status == 401)
    #expect(second.isStale)
    #expect(second.nonce != first.nonce)
    #expect(server.service.requests.count == 1)
  }

  @Test func wrongPasswordsAreReportedAndAnsweredAllTheSame() throws {
    let failures = FailureLog()
    let server = try TestServer {
      $0.allowsBasicOverHTTP = true
      $0.onFailedLogin = { user, address in failures.entries.withLock { $0.append("\(user) \(address)") } }
    }
    let client = try server.connect()
    for _ in 0..<6 {
      client.send(post("/wsman", "x", fields: ["Authorization: Basic YWRtaW46d3Jvbmc="]))
      #expect(client.answer()?.status == 401)
    }
    client.send(post("/wsman", "x", fields: ["Authorization: Basic YWRtaW46UEBzc3cwcmQ="]))
    #expect(client.answer()?.status == 200)
    #expect(failures.entries.withLock { $0 } == [String](repeating: "admin 127.0.0.1", count: 6))
  }

  @Test func theIdentifyHeaderIsPassedOn() throws {
    let server = try TestServer()
    let answer = try server.answer(to: post("/wsman", "<id/>", fields: ["WSMANIDENTIFY: unauthenticated"]))
    #expect(answer?.status == 200)
    let request = try #require(server.service.requests.first)
    #expect(request.identifyHeader)
    #expect(request.user == nil)
  }
}

private final class FailureLog: Sendable {
  let entries = Mutex<[String]>([])
}
