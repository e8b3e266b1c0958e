import Boards
import Documents
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
}
