import Boards
import Documents
import LanternTesting
import Model
import TestSupport
import Testing

@testable import Agent

@Suite("Ways to hardware of a board")
struct SourcesTests {
  private func board(_ name: String) -> Board {
    Board.load(name, dataDirectories: [Repository.root], diagnostics: Diagnostics())
  }

  @Test("each BMC is a source of its own, which operates the power of its system from the start")
  func rack() {
    let board = board("ipmi-rack")
    let names = Sources.make(for: board, stateDirectory: "/nowhere", time: FakeClock()).map(\.name)
    #expect(names.count == 41 && Set(names).count == 41)
    let power = Sources.ofPower(in: board)
    #expect(board.contents.systemIDs.map { power[$0] } == names)
    #expect(power["node07"] == "bmc:node07")
  }

  @Test("a simulation is one source, whose power is that of whoever reports it")
  func simulation() {
    let board = board("rack-server")
    #expect(Sources.make(for: board, stateDirectory: "/nowhere", time: FakeClock()).map(\.name) == ["simulation"])
    #expect(Sources.ofPower(in: board) == [:])
  }
}
