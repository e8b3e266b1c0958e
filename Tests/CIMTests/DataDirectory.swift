import CIM
import Documents
import Glibc

/// A data directory of its own for one test, gone at the end of it. The schema is that of the repository.
final class DataDirectory {
  let path: String

  init() {
    var template = Array("/tmp/lantern-cim-XXXXXX".utf8CString)
    path = String(cString: mkdtemp(&template)!)
    mkdir(path + "/profiles", 0o755)
    symlink(Repository.root + "/profiles/schema", path + "/profiles/schema")
  }

  convenience init(_ profile: String) {
    self.init()
    write("test.yaml", profile)
  }

  deinit {
    for name in (try? DataFile.list(path + "/profiles")) ?? [] where name != "compatibility" {
      unlink("\(path)/profiles/\(name)")
    }
    for name in (try? DataFile.list(path + "/profiles/compatibility")) ?? [] {
      unlink("\(path)/profiles/compatibility/\(name)")
    }
    rmdir(path + "/profiles/compatibility")
    rmdir(path + "/profiles")
    rmdir(path)
  }

  /// A file below `profiles`.
  func write(_ name: String, _ text: String) {
    if name.hasPrefix("compatibility/") { mkdir(path + "/profiles/compatibility", 0o755) }
    let file = fopen("\(path)/profiles/\(name)", "w")!
    fputs(text, file)
    fclose(file)
  }

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
