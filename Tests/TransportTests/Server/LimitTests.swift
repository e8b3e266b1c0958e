import Glibc
import NIOCore
import Testing

@testable import Transport

/// Time limits, connection limits, and the end.
struct LimitTests {
  @Test func aSlowHeadIsCutOff() throws {
    let server = try TestServer { $0.limits.firstRequestTime = .milliseconds(50) }
    let client = try server.connect()
    client.send("POST /open HTTP/1.1\r\nHost: a\r\nX: ")
    #expect(client.answer()?.status == 408)
    #expect(client.rest() == "")
  }

  @Test func aSlowBodyIsCutOffHoweverItTrickles() throws {
    let server = try TestServer { $0.limits.bodyTime = .milliseconds(50) }
    let client = try server.connect()
    client.send(post("/open", "a", length: 1000))
    for _ in 0..<10 { client.send("a") }
    #expect(client.answer()?.status == 408)
    #expect(client.rest() == "")
    #expect(server.service.requests.isEmpty)
  }

  @Test func anIdleConnectionIsClosedWithoutAWord() throws {
    let server = try TestServer { $0.limits.idleTime = .milliseconds(50) }
    let client = try server.connect()
    client.send(post("/open", "x"))
    #expect(client.answer()?.body == "x")
    #expect(client.rest() == "")
  }

  @Test func aRequestTheServiceForgetsIsAnsweredInItsPlace() throws {
    let server = try TestServer {
      $0.limits.answerTime = .milliseconds(50)
      $0.limits.requestsInFlight = 1
    }
    let client = try server.connect()
    client.send(post("/later"))
    #expect(client.answer()?.status == 503)
    #expect(client.rest() == "")
    #expect(try server.answer(to: post("/open", "not blocked"))?.body == "not blocked")
    #expect(server.service.answerWaiting("too late"))
  }

  @Test func aClientThatDoesNotReadIsCutOff() throws {
    let server = try TestServer {
      $0.limits.writeTime = .milliseconds(50)
      $0.limits.connections = 1
    }
    let client = try server.connect()
    for _ in 0..<8 { client.send(post("/large")) }
    #expect(try eventually { try server.answer(to: post("/open"))?.status == 200 })
    #expect(server.service.requests.filter { $0.path == "/large" }.count < 8)
  }

  @Test func connectionsFromOneAddressAreLimited() throws {
    let server = try TestServer { $0.limits.connectionsPerAddress = 2 }
    let first = try server.connect()
    let second = try server.connect()
    for client in [first, second] {
      client.send(post("/open", "x"))
      #expect(client.answer()?.status == 200)
    }
    let third = try server.connect()
    third.send(post("/open", "x"))
    let answer = try #require(third.answer())
    #expect(answer.status == 503)
    #expect(answer.fields["retry-after"] != nil)
    #expect(third.rest() == "")
    first.send(post("/open", "still served"))
    #expect(first.answer()?.body == "still served")
  }

  @Test func aClosedConnectionMakesRoom() throws {
    let server = try TestServer { $0.limits.connections = 1 }
    for _ in 0..<5 {
      #expect(try eventually { try server.answer(to: post("/open"))?.status == 200 })
    }
  }

  @Test func anAddressInUseIsReportedAndTheOthersGoOn() throws {
    let server = try TestServer()
    let taken = server.server.boundAddresses[0]
    #expect(throws: ListenError.self) { try server.server.open(taken) }
    #expect(server.server.boundAddresses == [taken])
    #expect(try server.answer(to: post("/open", "x"))?.body == "x")
  }

  @Test func aThousandClientsMayWaitToBeAccepted() throws {
    let server = try TestServer()
    let socket = try BoundSocket(ListenAddress(host: "127.0.0.1", port: 0))
    try server.server.open(ListenAddress(host: "127.0.0.1", port: 0), socket)
    var information = tcp_info()
    var size = socklen_t(MemoryLayout<tcp_info>.size)
    #expect(getsockopt(socket.descriptor, Int32(IPPROTO_TCP), TCP_INFO, &information, &size) == 0)
    // The kernel caps it by net.core.somaxconn, and says the length here where a socket listens.
    #expect(information.tcpi_sacked > 128 && information.tcpi_sacked <= 1024)
  }

  @Test func bothFamiliesOnOnePort() throws {
    let server = try TestServer(["http://127.0.0.1:0"])
    let port = server.server.boundAddresses[0].port
    #expect(try server.server.open(ListenAddress(host: "::1", port: port)).port == port)
    let client = try LoopbackClient(server.server.boundAddresses[1])
    client.send(post("/open", "six"))
    #expect(client.answer()?.body == "six")
  }

  @Test func stoppingFinishesWhatIsUnderWay() throws {
    let server = try TestServer { $0.limits.shutdownTime = .seconds(10) }
    let idle = try server.connect()
    idle.send(post("/open", "x"))
    #expect(idle.answer()?.status == 200)
    let busy = try server.connect()
    busy.send(post("/later"))
    #expect(eventually { server.service.requests.count == 2 })
    let stopping = Background { [server = server.server] in server.shutdown() }
    #expect(idle.rest() == "")
    #expect(server.service.answerWaiting("finished"))
    let answer = try #require(busy.answer())
    #expect(answer.body == "finished")
    #expect(answer.fields["connection"] == "close")
    #expect(busy.rest() == "")
    stopping.wait()
    #expect(server.server.boundAddresses.isEmpty)
  }

  @Test func stoppingCutsWhatDoesNotFinish() throws {
    let server = try TestServer { $0.limits.shutdownTime = .milliseconds(50) }
    let address = server.server.boundAddresses[0]
    let client = try server.connect()
    client.send(post("/later"))
    #expect(eventually { !server.service.requests.isEmpty })
    server.server.shutdown()
    #expect(client.rest() == "")
    #expect(throws: LoopbackClient.Failure.self) { try LoopbackClient(address) }
    #expect(server.service.answerWaiting("too late"))
  }
}
