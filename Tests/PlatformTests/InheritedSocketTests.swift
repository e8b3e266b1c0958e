import Glibc
import Testing

@testable import Platform

struct InheritedSocketTests {
  /// What is made of an environment; `me` stands for this process.
  private func named(_ environment: [String: String]) -> [InheritedSocket] {
    var texts = environment.mapValues { strdup($0 == "me" ? String(getpid()) : $0) }
    defer { for text in texts.values { free(text) } }
    texts = texts.filter { $0.value != nil }
    return InheritedSocket.named { texts[$0] ?? nil }
  }

  @Test func socketsBeginAtThreeAndHaveTheirNames() {
    #expect(
      named(["LISTEN_PID": "me", "LISTEN_FDS": "3", "LISTEN_FDNAMES": "https:http:https@blade1"]) == [
        InheritedSocket(descriptor: 3, name: "https"), InheritedSocket(descriptor: 4, name: "http"),
        InheritedSocket(descriptor: 5, name: "https@blade1"),
      ])
  }

  @Test(arguments: ["", "only"]) func namesMayBeMissing(names: String) {
    #expect(named(["LISTEN_PID": "me", "LISTEN_FDS": "2", "LISTEN_FDNAMES": names]).map(\.name) == [names, ""])
    #expect(named(["LISTEN_PID": "me", "LISTEN_FDS": "1"]).map(\.name) == [""])
  }

  @Test(arguments: [
    [:], ["LISTEN_FDS": "1"], ["LISTEN_PID": "me"], ["LISTEN_PID": "1", "LISTEN_FDS": "1"],
    ["LISTEN_PID": "", "LISTEN_FDS": "1"], ["LISTEN_PID": "me", "LISTEN_FDS": "0"],
    ["LISTEN_PID": "me", "LISTEN_FDS": "-1"], ["LISTEN_PID": "me", "LISTEN_FDS": "65"],
    ["LISTEN_PID": "me", "LISTEN_FDS": "99999999999"], ["LISTEN_PID": "me", "LISTEN_FDS": "some"],
  ])
  func whatIsNotMeantForThisProcessIsLeftAlone(environment: [String: String]) {
    #expect(named(environment) == [])
  }
}
