import Documents

/// Where board files are: by path, or by name in the data directories.
struct BoardFiles {
  let dataDirectories: [String]

  /// Real boards before simulated ones.
  private static let folders = ["board-configs/boards", "board-configs/simulated"]
  private static let suffix = ".yaml"
  /// Files with this end are no boards.
  private static let scenarioSuffix = ".scenario.yaml"

  /// The file that a name means, looked up in the data directories in their order; what has a `/` or ends in `.yaml`
  /// is a path.
  func locate(_ nameOrPath: String) throws(FileError) -> String {
    if nameOrPath.contains("/") || nameOrPath.hasSuffix(Self.suffix) { return nameOrPath }
    for folder in folders {
      let names = (try? DataFile.list(folder, suffix: Self.suffix)) ?? []
      if names.contains(nameOrPath + Self.suffix) { return "\(folder)/\(nameOrPath)\(Self.suffix)" }
    }
    throw FileError(path: nameOrPath, kind: .notFound)
  }

  /// As `locate`, for a name in a file: one beside that file comes first.
  func locate(_ name: String, beside file: String) throws(FileError) -> String {
    // As a file beside it is written by those who named that one, so that it is known again.
    let beside = (file.contains("/") ? Self.directory(of: file) + "/" : "") + name + Self.suffix
    let isThere = (try? DataFile.list(Self.directory(of: file), suffix: Self.suffix))?.contains(name + Self.suffix)
    return isThere == true ? beside : try locate(name)
  }

  /// Every board there is by its path; of files of one name the one that `locate` would find.
  var all: [String] {
    var seen: Set<String> = []
    return folders.flatMap { folder in
      ((try? DataFile.list(folder, suffix: Self.suffix)) ?? []).compactMap { name in
        !name.hasSuffix(Self.scenarioSuffix) && seen.insert(name).inserted ? "\(folder)/\(name)" : nil
      }
    }
  }

  /// For suggestions.
  var names: [String] { all.map(Self.name) }

  private var folders: [String] {
    dataDirectories.flatMap { directory in Self.folders.map { "\(directory)/\($0)" } }
  }

  static func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  static func name(of path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    return file.hasSuffix(suffix) ? String(file.dropLast(suffix.count)) : file
  }
}
