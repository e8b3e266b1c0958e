public import Chips
public import Documents

/// The chips that data directories know: files in `board-configs/chips/`, each read once, when it is first asked for.
/// Used by one thread at a time.
public final class ChipLibrary {
  private let files: [File]
  /// What came of the names asked for so far; nil for files with mistakes.
  private var known: [String: ChipDescription?] = [:]

  private struct File {
    var name: String
    var path: String
  }

  private static let suffix = ".yaml"

  /// Of files of one name, the one in the first directory counts.
  public init(dataDirectories: [String]) {
    var files: [File] = []
    for directory in dataDirectories {
      let folder = "\(directory)/board-configs/chips"
      for name in (try? DataFile.list(folder, suffix: Self.suffix)) ?? [] {
        let chip = String(name.dropLast(Self.suffix.count))
        if !files.contains(where: { $0.name == chip }) { files.append(File(name: chip, path: "\(folder)/\(name)")) }
      }
    }
    self.files = files
  }

  /// The chip of a name, which its file has or one that lists it under `also`. Nil where there is none, without a word,
  /// and where its file has a mistake, which was told the first time.
  public func chip(named name: String, _ diagnostics: Diagnostics) -> ChipDescription? {
    if let answer = known[name] { return answer }
    guard let path = path(of: name) else { return nil }
    let chip = ChipFile(path, diagnostics)?.chip(named: name, diagnostics)
    known[name] = .some(chip)
    return chip
  }

  /// Whether there is a file for the name that could not be used.
  public func isFaulty(_ name: String) -> Bool {
    if let answer = known[name] { return answer == nil }
    return false
  }

  /// Every name that a board file may use.
  public var names: [String] {
    // What is wrong with files that nobody asked for is not of interest here.
    let silent = Diagnostics()
    return files.flatMap { file in ChipFile(file.path, silent)?.names ?? [] }
  }

  /// The path of every file, for those who look at all of them.
  public var paths: [String] { files.map(\.path) }

  /// The file that has the chip of a name; nil where there is none.
  public func path(of name: String) -> String? {
    if let file = files.first(where: { $0.name == name }) { return file.path }
    let wanted = Array(name.utf8)
    let silent = Diagnostics()
    let holder = files.first { file in
      // Most files are passed over without being parsed.
      guard let bytes = try? DataFile.read(file.path), bytes.holds(wanted) else { return false }
      return ChipFile(file.path, silent)?.names.contains(name) ?? false
    }
    return holder?.path
  }
}

extension [UInt8] {
  /// Whether the bytes occur in these.
  fileprivate func holds(_ wanted: [UInt8]) -> Bool {
    guard let first = wanted.first, count >= wanted.count else { return false }
    for place in 0...(count - wanted.count) where self[place] == first {
      if self[place..<(place + wanted.count)].elementsEqual(wanted) { return true }
    }
    return false
  }
}
