import Glibc
import Settings
import Testing
import Transport

@testable import Agent
@testable import Platform

/// Sockets from systemd: what their names mean.
@Suite struct OpenListenerTests {
  /// A socket that listens, under this name; closed by the caller.
  private func socket(_ name: String) throws -> InheritedSocket {
    InheritedSocket(
      descriptor: try BoundSocket(ListenAddress(host: "127.0.0.1", port: 0)).descriptor, name: name)
  }

  @Test(arguments: [
    ("https", true, nil), ("http", false, nil), ("", true, nil), ("unknown", true, nil), ("lanternd.socket", true, nil),
    ("https@blade1", true, "blade1"), ("http@blade2", false, "blade2"),
  ])
  func namesSayWhatIsServed(name: String, usesTLS: Bool, system: String?) throws {
    let socket = try socket(name)
    defer { close(socket.descriptor) }
    let opened = try OpenListener(socket, systems: ["blade1", "blade2"])
    #expect(opened.listener.address.usesTLS == usesTLS)
    #expect(opened.listener.address.host == "127.0.0.1" && opened.listener.address.port > 0)
    #expect(opened.listener.system == system)
    #expect(opened.socket.descriptor == socket.descriptor)
  }

  @Test(arguments: [
    ("ftp", ListenerProblem.unknownName("ftp")), ("HTTPS", .unknownName("HTTPS")),
    ("lanternd.socket@blade1", .unknownName("lanternd.socket@blade1")),
    ("https@blade3", .unknownSystem("blade3", systems: ["blade1", "blade2"])),
    ("http@", .unknownSystem("", systems: ["blade1", "blade2"])),
  ])
  func otherNamesAreRefused(name: String, problem: ListenerProblem) throws {
    let socket = try socket(name)
    defer { close(socket.descriptor) }
    #expect(throws: problem) { try OpenListener(socket, systems: ["blade1", "blade2"]) }
  }

  @Test func whatDoesNotListenIsRefused() throws {
    let datagrams = try BoundSocket(PresenceAddress(host: "127.0.0.1", port: 0))
    defer { datagrams.close() }
    #expect(throws: ListenerProblem.notListening(name: "https")) {
      try OpenListener(InheritedSocket(descriptor: datagrams.descriptor, name: "https"), systems: [])
    }
    #expect(throws: ListenerProblem.notListening(name: "https")) {
      try OpenListener(InheritedSocket(descriptor: -1, name: "https"), systems: [])
    }
  }
}
