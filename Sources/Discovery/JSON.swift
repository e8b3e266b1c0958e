/// A JSON document to be written (RFC 8259).
enum JSON {
  case null
  case bool(Bool)
  case string(String)
  case array([JSON])
  case object([(name: String, value: JSON)])

  static func string(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }

  /// In lines, indented by two spaces a level; empty lists in one.
  func text(indent: String = "") -> String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .string(let text): Self.quoted(text)
    case .array(let items): Self.lines("[", items.map { $0.text(indent: indent + "  ") }, "]", indent)
    case .object(let members):
      Self.lines(
        "{", members.map { "\(Self.quoted($0.name)): \($0.value.text(indent: indent + "  "))" }, "}", indent)
    }
  }

  private static func lines(_ start: String, _ items: [String], _ end: String, _ indent: String) -> String {
    if items.isEmpty { return start + end }
    return start + "\n" + items.map { "\(indent)  \($0)" }.joined(separator: ",\n") + "\n\(indent)\(end)"
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
