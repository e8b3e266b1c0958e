public import Chips
public import Documents

/// One file of `board-configs/chips/`: a chip, and others that differ from it in what `also` says.
public struct ChipFile {
  private let root: Node
  /// The chip's own name, then those under `also`.
  public let names: [String]

  /// Nil, and an error, where there is no chip in it to speak of.
  public init?(_ path: String, _ diagnostics: Diagnostics) {
    do throws(FileError) {
      self.init(try DataFile.read(path), path: path, diagnostics)
    } catch {
      diagnostics.error(error.message, file: error.path)
      return nil
    }
  }

  /// The same of bytes that were read already.
  public init?(_ bytes: [UInt8], path: String, _ diagnostics: Diagnostics) {
    guard let tree = YAML.parse(bytes, file: path, into: diagnostics) else { return nil }
    guard case .mapping = tree.content else {
      diagnostics.error("a chip file must be written as 'key: value' pairs, not as \(tree.found).", at: tree)
      return nil
    }
    var repetition = Repetition(diagnostics)
    root = repetition.writtenOut(tree)
    guard let chip = root.member("chip") else {
      diagnostics.error("a chip file needs 'chip', the name that board files use.", at: root)
      return nil
    }
    guard let name = chip.read(.string, as: "chip", diagnostics), Self.isName(name, chip, diagnostics) else {
      return nil
    }
    names = [name] + Self.others(root.member("also"), diagnostics)
  }

  /// The chip of one of the `names`; nil after an error.
  public func chip(named name: String, _ diagnostics: Diagnostics) -> ChipDescription? {
    guard let node = node(of: name) else { return nil }
    let before = diagnostics.errorCount
    guard var loader = ChipLoader(node, name: name, diagnostics) else { return nil }
    var chip = loader.load()
    chip.aliases = names.filter { $0 != name }
    return diagnostics.errorCount == before ? chip : nil
  }

  /// Everything that is wrong with it: mistakes of each of its chips, and examples that do not come true.
  public func lint(_ diagnostics: Diagnostics) {
    for name in names {
      // Of what several chips have in common, one complaint is enough.
      if diagnostics.hasErrors { return }
      guard let chip = chip(named: name, diagnostics), let node = node(of: name) else { continue }
      ChipExamples(chip, diagnostics).check(node.items(of: "examples"))
    }
  }

  /// How many examples the chip itself has.
  public var exampleCount: Int { root.items(of: "examples").count }

  /// The file as it is for one of the names.
  private func node(of name: String) -> Node? {
    guard names.contains(name) else { return nil }
    let base = root.without(["chip", "also"])
    guard let difference = root.member("also")?.member(name), !difference.isNull else { return base }
    return difference.laid(over: base)
  }

  private static func others(_ also: Node?, _ diagnostics: Diagnostics) -> [String] {
    guard let also else { return [] }
    switch also.content {
    case .sequence(let items):
      return items.compactMap { item in
        let name = item.read(.string, as: "also", diagnostics)
        return name.flatMap { isName($0, item, diagnostics) ? $0 : nil }
      }
    case .mapping(let pairs):
      return pairs.compactMap { key, _ in key.text.flatMap { isName($0, key, diagnostics) ? $0 : nil } }
    default:
      diagnostics.error("'also' is a list of names, or pairs of a name and what is different then.", at: also)
      return []
    }
  }

  private static func isName(_ name: String, _ node: Node, _ diagnostics: Diagnostics) -> Bool {
    if RecordReader.isIdentifier(name) { return true }
    diagnostics.error("a chip's name is \(RecordReader.identifierRule); '\(name)' is not.", at: node)
    return false
  }
}
