import ArgumentParser
import Boards
import CIM
import Documents
import Model
import Settings

/// `lantern lint config PATH...`
struct LintConfig: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Checks the settings of lanternd --config.")

  @Argument(help: "Files with settings, or directories of them.")
  var paths: [String]

  @Option(
    help: ArgumentHelp("The board whose systems 'listen' may name; any name will do without it.", valueName: "board"))
  var board: String?

  @OptionGroup var data: DataOptions

  func run() throws {
    let files = try LintedFiles.expand(paths)
    let systems = board.map { name in
      Board.load(name, dataDirectories: data.directories, diagnostics: Diagnostics()).contents.systemIDs
    }
    let diagnostics = Diagnostics()
    for file in files {
      let settings = Configuration.load(file, systems: systems, into: diagnostics)
      if let name = settings.compatibility {
        CIMView.checkCompatibility(name, dataDirectories: data.directories, diagnostics: diagnostics)
      }
    }
    var report = LintReport(files: files.count)
    report.add(diagnostics)
    report.finish()
  }
}
