import Documents

/// Puts a board's text together before anything in it is read: what is repeated is written out, and what a board
/// `extends` stands beneath it. Every node keeps the file and place it was written at.
struct BoardDocument {
  let files: BoardFiles
  let diagnostics: Diagnostics

  /// The tree of the file at `path`; nil, and an error, when there is none to speak of.
  func root(of path: String) -> Node? { root(of: path, below: []) }

  /// `children` are the paths of the boards that led here, the first one first.
  private func root(of path: String, below children: [String]) -> Node? {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try DataFile.read(path)
    } catch {
      diagnostics.error(error.message, file: error.path)
      return nil
    }
    guard let tree = YAML.parse(bytes, file: path, into: diagnostics) else { return nil }
    var repetition = Repetition(diagnostics)
    let root = repetition.assembled(repetition.writtenOut(tree))
    guard let reference = root.member("extends") else { return root }
    guard let parent = parent(reference, of: path, below: children) else { return root }
    return root.laid(over: parent.without(BoardDocument.own))
  }

  /// What a board says for itself only.
  private static let own = ["format", "board", "extends", "match"]

  /// The board that `reference` names; nil after an error, and what extends it stands alone.
  private func parent(_ reference: Node, of path: String, below children: [String]) -> Node? {
    guard let name = reference.read(.string, as: "extends", diagnostics) else { return nil }
    let file: String
    do throws(FileError) {
      file = try name.hasPrefix("/") ? name : files.locate(name, beside: path)
    } catch {
      let hint = hint(for: name, among: files.names.filter { $0 != BoardFiles.name(of: path) })
      diagnostics.error("there is no board '\(name)' to extend.\(hint)", at: reference)
      return nil
    }
    let line = children + [path]
    if line.contains(file) {
      let names = (line + [file]).map(BoardFiles.name).joined(separator: " extends ")
      diagnostics.error("a board cannot extend itself: \(names).", at: reference)
      return nil
    }
    return root(of: file, below: line)
  }
}
