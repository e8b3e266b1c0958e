import CIM
import Documents
import Glibc
import TestSupport

/// A data directory of its own for one test, gone at the end of it. The schema is that of the repository.
final class DataDirectory {
  private let directory = TemporaryDirectory()

  var path: String { directory.path }

  init() {
    mkdir(path + "/profiles", 0o755)
    symlink(Repository.root + "/profiles/schema", path + "/profiles/schema")
  }

  convenience init(_ profile: String) {
    self.init()
    write("test.yaml", profile)
  }

  /// A file below `profiles`.
  func write(_ name: String, _ text: String) { directory.write(text, to: "profiles/\(name)") }

  /// The view of this directory, or of it before those of `others`, and what was said, without the directory's name.
  func load(before others: [String] = [], compatibility: String? = nil) -> (view: CIMView, said: [String]) {
    let diagnostics = Diagnostics()
    let view = CIMView.load(
      dataDirectories: [path] + others, compatibility: compatibility, diagnostics: diagnostics)
    let prefix = path + "/profiles/"
    let said = diagnostics.all.map(\.description).map { text in
      text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text
    }
    return (view, said)
  }
}
