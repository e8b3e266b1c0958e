import Boards
import Documents
import Model
import TestSupport
import Testing

@Suite("What the documentation shows of board files")
struct DocumentedBoardTests {
  /// The indented blocks of a page that are about BMCs, each put together to a board file of its own.
  private static func blocks() throws -> [String] {
    let bytes = try DataFile.read(Repository.root + "/docs/ipmi.md")
    var blocks: [[Substring]] = [[]]
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("    ") { blocks[blocks.count - 1].append(line.dropFirst(4)) } else { blocks.append([]) }
    }
    let boards = blocks.filter { block in block.contains { $0.hasPrefix("bmc") } }
    return boards.map { block in
      let rest = block.contains("from-bmc: all") ? "" : "\nfrom-bmc: all"
      return block.joined(separator: "\n") + rest + "\n"
    }
  }

  @Test("loads without a word")
  func loads() throws {
    let blocks = try Self.blocks()
    #expect(blocks.count == 5)
    for block in blocks {
      let fixture = BoardFixture(block, files: ["more-hosts": "rack2-[1-3] 10.0.2.[1-3]  # the new ones\n"])
      #expect(fixture.messages == [], "\(block)")
      #expect(!fixture.bmcs.isEmpty, "\(block)")
    }
  }

  /// What stands between fences for YAML on a page.
  private static func fences(_ page: String) throws -> [String] {
    let bytes = try DataFile.read("\(Repository.root)/\(page)")
    var fences: [[Substring]] = []
    var isInside = false
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        if line == "```yaml" { fences.append([]) }
        isInside = line == "```yaml"
      } else if isInside {
        fences[fences.count - 1].append(line)
      }
    }
    return fences.map { $0.joined(separator: "\n") + "\n" }
  }

  /// What the fragments on the page take for granted.
  private static let around = """
    format: 1
    board: around
    buses: { main: { i2c: 6 }, psu: { mux: main@0x70, channel: 2 } }
    chips: { fanctl: { type: max31790, at: main@0x20 }, cpu: { type: tmp75, at: main@0x4f }, inlet: { type: tmp75, at: main@0x49 }, psu1: { type: pmbus-psu, at: psu@0x5a } }
    sensors:
      - { id: inlet-temp, name: Inlet, read: inlet.temp }
      - { id: cpu-temp, name: CPU, read: cpu.temp }
      - { each: [1, 2, 3], id: fan<n>-tach, name: Fan <n>, read: fanctl.tach<n> }
      - { id: psu1-pin, name: PSU 1, read: psu1.pin }
    """

  @Test("the page about boards shows what can be loaded")
  func boards() throws {
    let fences = try Self.fences("board-configs/README.md")
    #expect(fences.count >= 5)
    for fence in fences {
      let isScenario = fence.hasPrefix("- ")
      let text = isScenario ? "" : fence
      let directory = TemporaryDirectory()
      if isScenario { directory.write(fence, to: "scenario.yaml") }
      let fixture = BoardFixture(
        file: "format: 1\nboard: test\nextends: around\n" + text, files: ["around.yaml": Self.around],
        dataDirectories: [Repository.root],
        simulation: isScenario ? SimulationRequest(scenario: directory.path(of: "scenario.yaml")) : nil)
      #expect(fixture.messages == [], "\(fence)")
    }
  }

  @Test("a new board takes at most 40 lines, and is whole")
  func bringUp() throws {
    let fences = try Self.fences("docs/bring-up.md")
    #expect(fences.count == 1)
    for fence in fences {
      #expect(fence.split(separator: "\n").count <= 40)
      let fixture = BoardFixture(file: fence, dataDirectories: [Repository.root])
      #expect(fixture.messages == [])
      #expect(fixture.plan?.verbs.contains(.cycle) == true && fixture.buses.count == 1 && fixture.gpio != nil)
    }
  }

  @Test("the page about chips shows a chip whose examples come true")
  func chips() throws {
    let fences = try Self.fences("board-configs/chips/README.md")
    #expect(fences.count == 1)
    for fence in fences {
      let diagnostics = Diagnostics()
      ChipFile(Array(fence.utf8), path: "page", diagnostics)?.lint(diagnostics)
      #expect(diagnostics.all.map(\.description) == [])
    }
  }
}
