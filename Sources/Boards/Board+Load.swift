public import Documents
import Model

extension Board {
  /// Loads the board file at a path, or the board of that name from the first data directory that has it. What is
  /// wrong with it, or with files it names, goes to `diagnostics`; what is left of it is a board all the same, at
  /// the least one system of which nothing is known.
  ///
  /// With `simulation` nothing of what it names is touched: simulated hardware answers in its place.
  public static func load(
    _ nameOrPath: String, dataDirectories: [String], simulation: SimulationRequest? = nil, diagnostics: Diagnostics
  ) -> Board {
    let fallbackName = BoardFiles.name(of: nameOrPath)
    let files = BoardFiles(dataDirectories: dataDirectories)
    do {
      let path = try files.locate(nameOrPath)
      if let root = BoardDocument(files: files, diagnostics: diagnostics).root(of: path),
        var loader = BoardLoader(
          root, library: ChipLibrary(dataDirectories: dataDirectories), simulation: simulation, diagnostics)
      {
        return loader.load(fallbackName: fallbackName)
      }
    } catch {
      diagnostics.error(error.message, file: error.path)
    }
    let system = System(id: System.onlyID, name: fallbackName)
    return Board(name: fallbackName, contents: [.system(system)])
  }
}

/// Asks for a board to be simulated, whatever its file says.
public struct SimulationRequest: Hashable, Sendable {
  /// The file that says what its sensors show; without one they show something sensible.
  public var scenario: String?

  public init(scenario: String? = nil) { self.scenario = scenario }
}
