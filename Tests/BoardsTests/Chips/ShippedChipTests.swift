import Boards
import Chips
import Documents
import TestSupport
import Testing

@Suite("The chips that come with Lantern")
struct ShippedChipTests {
  static let paths = ChipLibrary(dataDirectories: [Repository.root]).paths

  @Test("are read without a word, and their examples come true", arguments: paths)
  func lint(path: String) throws {
    let diagnostics = Diagnostics()
    let file = try #require(ChipFile(path, diagnostics))
    file.lint(diagnostics)
    #expect(diagnostics.all.map(\.description) == [])
  }

  @Test("are all that boards were promised")
  func names() {
    let library = ChipLibrary(dataDirectories: [Repository.root])
    let names = Set(library.names)
    let promised = [
      "lm75", "lm75b", "tmp75", "tmp105", "tmp421", "tmp422", "tmp423", "emc1413", "emc1414", "jc42", "adt7470",
      "emc2301", "emc2302", "emc2303", "emc2305", "max31790", "max31785", "ina219", "ina226", "ina3221", "pmbus-psu",
      "adm1272", "max34451", "at24c02", "at24c16", "at24c32", "at24c128", "at24c256", "ee1004", "spd-ddr3", "pca9555",
      "pca9535", "pca9554", "pca9546", "pca9548",
    ]
    #expect(promised.filter { !names.contains($0) } == [])
    #expect(names.count == library.names.count)
    let diagnostics = Diagnostics()
    for name in library.names { #expect(library.chip(named: name, diagnostics)?.name == name) }
    #expect(diagnostics.all.isEmpty)
  }

  @Test("have examples wherever they measure something", arguments: paths)
  func examples(path: String) throws {
    let diagnostics = Diagnostics()
    let file = try #require(ChipFile(path, diagnostics))
    let chip = try #require(file.chip(named: file.names[0], diagnostics))
    #expect(chip.channels.isEmpty || file.exampleCount >= 5)
  }
}
