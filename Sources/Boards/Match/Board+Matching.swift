public import Documents
public import Drivers

extension Board {
  /// The name that stands for "the board that matches this machine".
  public static let automatic = "auto"

  /// The file of the board whose `match` fits the machine, of several the one that says the most of it. Nil with an
  /// error where there is none, or where two say the same.
  public static func matching(
    _ system: SystemFiles, dataDirectories: [String], diagnostics: Diagnostics
  ) -> String? {
    let machine = Machine(system)
    var best: (paths: [String], strength: Int) = ([], 0)
    for path in BoardFiles(dataDirectories: dataDirectories).all {
      guard let strength = strength(of: path, machine, diagnostics), strength >= best.strength else { continue }
      best = (strength == best.strength ? best.paths + [path] : [path], strength)
    }
    if best.paths.count == 1 { return best.paths[0] }
    let problem =
      best.paths.isEmpty
      ? "no board file has a 'match' that fits this machine; name one by --board."
      : "this machine is matched by \(best.paths.joined(separator: " and ")); name one by --board."
    diagnostics.error(problem, file: automatic)
    return nil
  }

  /// Nil for a file that is not for this machine. What is wrong with other files is not this machine's concern.
  private static func strength(of path: String, _ machine: Machine, _ diagnostics: Diagnostics) -> Int? {
    let quiet = Diagnostics()
    guard let bytes = try? DataFile.read(path), let root = YAML.parse(bytes, file: path, into: quiet),
      let match = root.member("match")
    else { return nil }
    return BoardMatch(match, quiet).strength(machine)
  }
}
