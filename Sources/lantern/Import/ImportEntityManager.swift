import ArgumentParser
import Boards
import Documents
import EntityManager

/// `lantern import entity-manager FILE...`
struct ImportEntityManager: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "entity-manager", abstract: "Prints a board file made of OpenBMC's entity-manager files.",
    discussion: """
      What is left out is said on standard error, with its place and the reason. Check what is printed with \
      lantern lint board, and then on the machine: nothing of it was tried there.
      """)

  @Argument(help: "Files of entity-manager's configurations, of parts of one machine.")
  var files: [String]

  @Option(help: ArgumentHelp("The board's name; that of the first file unless said.", valueName: "name"))
  var name: String?

  @Option(help: ArgumentHelp("The bus that the board's FRU is on, where the file says $bus.", valueName: "number"))
  var bus: Int?

  @Option(
    help: ArgumentHelp("The address of the board's FRU, where the file says $address.", valueName: "address"),
    transform: parseAddress)
  var address: Int?

  @Option(help: ArgumentHelp("Which one of several it is, where the file says $index.", valueName: "number"))
  var index: Int?

  @OptionGroup var data: DataOptions

  func run() throws {
    let diagnostics = Diagnostics()
    let types = EntityTypes.load(dataDirectories: data.directories, diagnostics: diagnostics)
    let library = ChipLibrary(dataDirectories: data.directories)
    let names = files.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
    var importer = Importer(
      name: name ?? Self.stem(names[0]), source: names.joined(separator: ", "), types: types,
      values: TemplateValues(bus: bus, address: address, index: index), diagnostics: diagnostics
    ) { library.chip(named: $0, diagnostics) }
    var isSound = true
    for file in files where isSound { isSound = try root(of: file, diagnostics).map { importer.add($0) } ?? false }
    for diagnostic in diagnostics.all { Console.complain(diagnostic.description) }
    guard isSound else { throw Failure("Nothing of this could be made into a board.") }
    let outcome = importer.outcome
    Console.say(String(outcome.text.dropLast()))
    Console.complain("\(outcome.taken) of \(outcome.records) records taken.")
  }

  /// JSON is read as the YAML that it is, so that every message has a line and a column.
  private func root(of file: String, _ diagnostics: Diagnostics) throws -> Node? {
    do throws(FileError) {
      return YAML.parse(try DataFile.read(file), file: file, into: diagnostics)
    } catch {
      throw Failure(error.description)
    }
  }

  private static func stem(_ name: String) -> String {
    name.hasSuffix(".json") ? String(name.dropLast(5)) : name
  }

  private static func parseAddress(_ text: String) throws -> Int {
    let number = text.hasPrefix("0x") ? Int(text.dropFirst(2), radix: 16) : Int(text)
    guard let number, (0...0xFF).contains(number) else {
      throw ValidationError("An address is 0x00 to 0xff, not \(text).")
    }
    return number
  }
}
