import ArgumentParser
import Boards
import Documents

/// `lantern lint chip PATH...`
struct LintChip: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chip", abstract: "Checks chip files and tries their examples.")

  @Argument(help: "Chip files, names of chips, or directories of chip files.")
  var paths: [String]

  @OptionGroup var data: DataOptions

  func run() throws {
    let library = ChipLibrary(dataDirectories: data.directories)
    let files = try LintedFiles.expand(
      paths.map { path in
        path.contains("/") || path.hasSuffix(".yaml") ? path : library.path(of: path) ?? path
      })
    var report = LintReport(files: files.count)
    var examples = 0
    for path in files {
      let diagnostics = Diagnostics()
      if let file = ChipFile(path, diagnostics) {
        file.lint(diagnostics)
        if !diagnostics.hasErrors { examples += file.exampleCount }
      }
      report.add(diagnostics)
    }
    report.remark = "\(examples) example\(examples == 1 ? "" : "s") came true"
    report.finish()
  }
}
