import ArgumentParser
import Documents
import Glibc
import Settings

/// `lantern lint`: what the agent would say of data files, without an agent.
struct Lint: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Checks boards, chips, profiles and settings.",
    discussion: """
      Files are read by the same code as in the agent. Each thing to say is a line FILE:LINE:COLUMN: SEVERITY: SENTENCE. \
      The exit status is 0 without errors, 1 with some, 2 when the command line is wrong.
      """,
    subcommands: [LintBoard.self, LintChip.self, LintConfig.self, LintProfile.self])
}

/// Where data files refer to others.
struct DataOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("profiles/ and board-configs/ that take precedence over the shipped ones.", valueName: "dir"))
  var dataDir: String?

  var directories: [String] { DataDirectories.search(given: dataDir) }
}

/// The files that a verb was given.
enum LintedFiles {
  /// A directory stands for the files in it that end in `.yaml`, without those that end in one of `others`.
  static func expand(_ paths: [String], leavingOut others: [String] = []) throws -> [String] {
    try paths.flatMap { path in
      var status = stat()
      guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return [path] }
      let names = try list(path).filter { name in !others.contains { name.hasSuffix($0) } }
      if names.isEmpty { throw Failure("\(path) has no file that ends in .yaml.", status: 2) }
      let start = path.hasSuffix("/") ? path : path + "/"
      return names.map { start + $0 }
    }
  }

  private static func list(_ directory: String) throws -> [String] {
    do throws(FileError) {
      return try DataFile.list(directory, suffix: ".yaml")
    } catch {
      throw Failure(error.description, status: 2)
    }
  }
}

/// What was found in some files.
struct LintReport {
  let files: Int
  /// What else was looked at, for the summary: `12 examples passed`.
  var remark: String?
  private var found: [Diagnostic] = []
  private var places: Set<Place> = []

  private struct Place: Hashable {
    var file: String
    var position: SourcePosition?
  }

  init(files: Int) { self.files = files }

  /// What was found while one of the files was read. What is said of a place in a file that several of them use is
  /// said once: read below another it may lack other keys, and so be told in other words.
  mutating func add(_ diagnostics: Diagnostics) {
    let new = diagnostics.all.filter { !places.contains(Place(file: $0.file, position: $0.position)) }
    var said: Set<Diagnostic> = []
    found += new.filter { said.insert($0).inserted }
    places.formUnion(new.map { Place(file: $0.file, position: $0.position) })
  }

  /// Prints it, and ends with its status.
  func finish() {
    for diagnostic in found { Console.say(diagnostic.description) }
    let errors = found.count { $0.severity == .error }
    let counts = [(files, "file"), (errors, "error"), (found.count - errors, "warning")].map { count, word in
      "\(count) \(word)\(count == 1 ? "" : "s")"
    }
    Console.say((counts + (remark.map { [$0] } ?? [])).joined(separator: ", ") + ".")
    if errors > 0 { Glibc.exit(1) }
  }
}
