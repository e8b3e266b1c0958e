import Documents
import Drivers
import Model

/// The lines of a board: `lines: { power-button: { gpio: POWER_OUT, active: low } }`. Which way a line goes follows
/// from how it is used, but for simulated ones, which say it.
struct LineSection {
  enum Direction: String, CaseIterable { case input, output }

  /// Where a line is, as the file says.
  enum Place: Hashable {
    case simulated
    case gpio(PlannedLine.Place)
    /// A line of a chip of the board.
    case expander(ChipMember)
  }

  struct Line {
    var name: String
    var place: Place
    var isActiveLow = false
    var drive = PlannedLine.Drive.pushPull
    var bias: PlannedLine.Bias?
    var node: Node
  }

  /// What becomes known while the board is read: all copies of a section share it.
  private final class Uses {
    var directions: [String: Direction] = [:]
  }

  /// Without those that were declared with a mistake, so that those who use them need not complain as well.
  let sound: [Line]
  /// In the order of the file.
  let names: [String]
  private let uses = Uses()

  init(_ board: inout MappingReader, _ records: RecordReader) {
    var names: [String] = []
    var sound: [Line] = []
    for (name, key, value) in board.entries("lines") {
      names.append(name)
      var direction: Direction?
      let line = records.record(value, "the line '\(name)'") { reader -> Line? in
        if !RecordReader.isIdentifier(name) {
          reader.diagnostics.error("a line's name is \(RecordReader.identifierRule); '\(name)' is not.", at: key)
        }
        return LineSection.line(name, &reader, &direction)
      }
      guard let line else { continue }
      sound.append(line)
      uses.directions[name] = direction
    }
    self.names = names
    self.sound = sound
  }

  private static func line(
    _ name: String, _ reader: inout MappingReader, _ direction: inout Direction?
  ) -> Line? {
    var line = Line(name: name, place: .simulated, node: reader.node)
    let places = ["simulated", "gpio", "expander"].filter(reader.has)
    guard places.count == 1 else {
      reader.diagnostics.error("a line is one of 'gpio', 'expander' and 'simulated'.", at: reader.node)
      reader.giveUp()
      return nil
    }
    switch places[0] {
    case "gpio": reader.node("gpio").flatMap { gpio($0, reader.diagnostics) }.map { line.place = .gpio($0) }
    case "expander":
      guard let member = reader.required("expander", .chipMember(example: "io.p03")) else { return nil }
      line.place = .expander(member)
    default:
      direction = reader.required("simulated", ValueType<Direction>.choice)
      return direction == nil ? nil : line
    }
    line.isActiveLow = reader.choice("active", of: Level.self) == .low
    if case .gpio = line.place {
      line.drive = reader.choice("drive", of: PlannedLine.Drive.self) ?? .pushPull
      line.bias = reader.choice("bias")
    }
    return line
  }

  private enum Level: String, CaseIterable { case high, low }

  /// The name of a line, or the chip it is on and its number.
  private static func gpio(_ node: Node, _ diagnostics: Diagnostics) -> PlannedLine.Place? {
    guard case .mapping = node.content else {
      return node.read(.string, as: "gpio", diagnostics).map { .named($0) }
    }
    guard var reader = MappingReader(node, "'gpio'", diagnostics) else { return nil }
    let chip = reader.requiredString("chip")
    let line = reader.required("line", ValueType<UInt32>.integer(in: 0...65535))
    reader.finish()
    guard let chip, let line else { return nil }
    return .offset(chip: chip, line: line)
  }

  // MARK: Uses

  /// The line that `key` names, which must be of the direction. Nil with an error, here or where it was declared.
  func line(_ key: String, _ direction: Direction, in reader: inout MappingReader) -> String? {
    guard let node = reader.requiredNode(key), let name = node.read(.string, as: key, reader.diagnostics) else {
      return nil
    }
    guard names.contains(name) else {
      reader.diagnostics.error("there is no line '\(name)'.\(hint(for: name, among: names))", at: node)
      return nil
    }
    guard sound.contains(where: { $0.name == name }) else { return nil }
    guard let known = uses.directions[name] else {
      uses.directions[name] = direction
      return name
    }
    guard known == direction else {
      reader.diagnostics.error(
        "'\(key)' needs an \(direction.rawValue); '\(name)' is an \(known.rawValue).", at: node)
      return nil
    }
    return name
  }

  /// As `line`, for a key that may be missing.
  func optionalLine(_ key: String, _ direction: Direction, in reader: inout MappingReader) -> String? {
    reader.node(key) == nil ? nil : line(key, direction, in: &reader)
  }

  /// Nil for a line that nothing uses.
  func direction(of line: String) -> Direction? { uses.directions[line] }
}
