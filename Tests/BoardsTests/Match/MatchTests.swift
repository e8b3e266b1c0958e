import Boards
import Documents
import Drivers
import TestSupport
import Testing

@Suite("The board that matches the machine")
struct MatchTests {
  private let machine = TemporaryDirectory()
  private let data = TemporaryDirectory()

  /// Boards by name, with what each has as its `match`.
  private func found(_ boards: [(name: String, match: String)]) -> (name: String?, messages: [String]) {
    for board in boards {
      data.write(
        "format: 1\nboard: \(board.name)\nmatch: \(board.match)\n", to: "board-configs/boards/\(board.name).yaml")
    }
    let diagnostics = Diagnostics()
    let path = Board.matching(
      SystemFiles(root: machine.path), dataDirectories: [data.path], diagnostics: diagnostics)
    return (path?.split(separator: "/").last.map(String.init), diagnostics.all.map(\.message))
  }

  @Test("is known by what its device tree is compatible with")
  func deviceTree() {
    machine.write("acme,sim1u\0acme,sim\0aspeed,ast2600\0", to: "proc/device-tree/compatible")
    #expect(found([("a", "{ device-tree: \"acme,sim\" }"), ("b", "{ device-tree: \"acme,si\" }")]).name == "a.yaml")
  }

  @Test("is known by what its firmware says, exactly or by its beginning")
  func dmi() {
    machine.write("ACME Inc.\n", to: "sys/class/dmi/id/sys_vendor")
    machine.write("Rack 4000\n", to: "sys/class/dmi/id/product_name")
    #expect(
      found([
        ("a", "{ dmi: { sys-vendor: ACME } }"), ("b", "{ dmi: { sys-vendor: \"ACME*\", product-name: Rack 4000 } }"),
      ]).name == "b.yaml")
  }

  @Test("of several the one that says the most of it")
  func strongest() {
    machine.write("ACME\n", to: "sys/class/dmi/id/sys_vendor")
    machine.write("Rack\n", to: "sys/class/dmi/id/product_name")
    let both = "{ dmi: { sys-vendor: ACME, product-name: Rack } }"
    #expect(
      found([("a", "[ { dmi: { sys-vendor: ACME } } ]"), ("b", "[ { device-tree: x }, \(both) ]")]).name == "b.yaml")
  }

  @Test("two that say the same of it are both named, and none is chosen")
  func ambiguous() {
    machine.write("acme,sim\0", to: "proc/device-tree/compatible")
    let found = found([("a", "{ device-tree: \"acme,sim\" }"), ("b", "{ device-tree: \"acme,sim\" }")])
    #expect(found.name == nil)
    #expect(
      found.messages == [
        "this machine is matched by \(data.path)/board-configs/boards/a.yaml and "
          + "\(data.path)/board-configs/boards/b.yaml; name one by --board."
      ])
  }

  @Test("is said to be missing where none matches")
  func none() {
    #expect(
      found([("a", "{ device-tree: \"acme,sim\" }")]).messages == [
        "no board file has a 'match' that fits this machine; name one by --board."
      ])
  }
}
