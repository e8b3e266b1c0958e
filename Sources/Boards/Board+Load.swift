public import Documents
import Model

extension Board {
  /// Loads the board file at a path, or the board of that name from the first data directory that has it. What is
  /// wrong with it, or with files it names, goes to `diagnostics`; what is left of it is a board all the same, at
  /// the least one system of which nothing is known.
  public static func load(_ nameOrPath: String, dataDirectories: [String], diagnostics: Diagnostics) -> Board {
    let fallbackName = Board.name(of: nameOrPath)
    do {
      let path = try locate(nameOrPath, in: dataDirectories)
      let bytes = try DataFile.read(path)
      if let root = YAML.parse(bytes, file: path, into: diagnostics),
        var loader = BoardLoader(root, directory: directory(of: path), diagnostics)
      {
        return loader.load(fallbackName: fallbackName)
      }
    } catch {
      diagnostics.error(error.message, file: error.path)
    }
    let system = System(id: System.onlyID, name: fallbackName)
    return Board(name: fallbackName, contents: [.system(system)], policies: [:], plans: [:], sources: [])
  }

  /// Real boards before simulated ones.
  private static let folders = ["board-configs/boards", "board-configs/simulated"]
  private static let suffix = ".yaml"

  /// A name is looked up in the data directories, in their order; what has a `/` or ends in `.yaml` is a path.
  private static func locate(_ nameOrPath: String, in dataDirectories: [String]) throws(FileError) -> String {
    if nameOrPath.contains("/") || nameOrPath.hasSuffix(suffix) { return nameOrPath }
    for directory in dataDirectories {
      for folder in folders {
        let names = (try? DataFile.list("\(directory)/\(folder)", suffix: suffix)) ?? []
        if names.contains(nameOrPath + suffix) { return "\(directory)/\(folder)/\(nameOrPath)\(suffix)" }
      }
    }
    throw FileError(path: nameOrPath, kind: .notFound)
  }

  private static func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func name(of path: String) -> String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    return file.hasSuffix(suffix) ? String(file.dropLast(suffix.count)) : file
  }
}
