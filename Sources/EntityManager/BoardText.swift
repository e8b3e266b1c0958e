/// A board file as it is put together, in the order of its sections.
struct BoardText {
  typealias Fields = [(key: String, value: String)]

  var board: String
  var comment: [String]
  private var buses: [(name: String, fields: Fields)] = []
  private var chips: [(name: String, fields: Fields)] = []
  private var lists: [(section: String, records: [Fields])] = []

  init(board: String, comment: [String]) {
    self.board = board
    self.comment = comment
  }

  mutating func addBus(_ name: String, _ fields: Fields) {
    if !buses.contains(where: { $0.name == name }) { buses.append((name, fields)) }
  }

  func hasBus(_ name: String) -> Bool { buses.contains { $0.name == name } }

  mutating func addChip(_ name: String, _ fields: Fields) { chips.append((name, fields)) }

  mutating func add(_ section: String, _ fields: Fields) {
    if let place = lists.firstIndex(where: { $0.section == section }) {
      lists[place].records.append(fields)
    } else {
      lists.append((section, [fields]))
    }
  }

  private static let order = ["sensors", "fans", "supplies", "parts"]

  var text: String {
    var lines = comment.map { "# \($0)" } + ["format: 1", "board: \(Self.scalar(board))"]
    lines += Self.entries("buses", buses) + Self.entries("chips", chips)
    for section in Self.order {
      guard let records = lists.first(where: { $0.section == section })?.records else { continue }
      lines += ["", "\(section):"] + Self.aligned(records).map { "  - \($0)" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func entries(_ section: String, _ entries: [(name: String, fields: Fields)]) -> [String] {
    if entries.isEmpty { return [] }
    let width = entries.map(\.name.utf8.count).max() ?? 0
    let bodies = aligned(entries.map(\.fields))
    return ["", "\(section):"]
      + zip(entries, bodies).map { entry, body in "  \(padded(entry.name + ":", width + 1)) \(body)" }
  }

  /// Each in one line. The fields that all begin with stand in columns.
  private static func aligned(_ records: [Fields]) -> [String] {
    var common = 0
    while let key = records.first?.dropFirst(common).first?.key,
      records.allSatisfy({ $0.dropFirst(common).first?.key == key })
    {
      common += 1
    }
    let widths = (0..<common).map { place in records.map { "\($0[place].key): \($0[place].value),".count }.max() ?? 0 }
    return records.map { fields in
      let columns = fields.enumerated().map { place, field in
        let text = "\(field.key): \(field.value)" + (place + 1 < fields.count ? "," : "")
        return place < common && place + 1 < fields.count ? padded(text, widths[place]) : text
      }
      return "{ \(columns.joined(separator: " ")) }"
    }
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  /// Text as a scalar within braces: plain where that is read as the same text, else quoted.
  static func scalar(_ text: String) -> String {
    let isPlain =
      text.unicodeScalars.allSatisfy { scalar in
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", " ", ".", "_", "-", "+", "/", "(", ")", "%", "°": true
        default: false
        }
      } && text.first.map { $0.isLetter || $0.isNumber } == true && text.last != " "
    if isPlain { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { quoted += "\\" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }
}
