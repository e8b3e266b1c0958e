import ArgumentParser
import Boards
import Documents

/// `lantern lint board PATH...`
struct LintBoard: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "board", abstract: "Checks board files, with what they extend and the scenarios they name.")

  @Argument(help: "Board files, names of boards, or directories of board files.")
  var paths: [String]

  @OptionGroup var data: DataOptions

  func run() throws {
    let files = try LintedFiles.expand(paths, leavingOut: [".scenario.yaml"])
    var report = LintReport(files: files.count)
    for file in files {
      let diagnostics = Diagnostics()
      _ = Board.load(file, dataDirectories: data.directories, diagnostics: diagnostics)
      report.add(diagnostics)
    }
    report.finish()
  }
}
