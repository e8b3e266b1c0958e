import ArgumentParser
import CIM
import Documents

/// `lantern lint profile PATH...`
struct LintProfile: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "profile", abstract: "Checks profiles, beside those that they are used with.",
    discussion: "Each file stands in the place of the shipped file of its name, as it would in /etc/lantern/profiles.")

  @Argument(help: "Profiles, or directories of profiles.")
  var paths: [String]

  @OptionGroup var data: DataOptions

  func run() throws {
    let files = try LintedFiles.expand(paths)
    let diagnostics = Diagnostics()
    _ = CIMView.load(profiles: files, dataDirectories: data.directories, diagnostics: diagnostics)
    var report = LintReport(files: files.count)
    report.add(diagnostics)
    report.finish()
  }
}
