/// A JSON document (RFC 8259) whose numbers are whole.
public enum JSON: Sendable {
  case null
  case bool(Bool)
  case number(Int64)
  case string(String)
  case array([JSON])
  /// In this order.
  case object([(name: String, value: JSON)])

  public static func string(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }

  public static func number(_ value: Int64?) -> JSON { value.map { .number($0) } ?? .null }

  // MARK: Writing

  /// In lines, indented by two spaces a level; empty lists in one.
  public func text(indent: String = "") -> String {
    switch self {
    case .array(let items): Self.lines("[", items.map { $0.text(indent: indent + "  ") }, "]", indent)
    case .object(let members):
      Self.lines(
        "{", members.map { "\(Self.quoted($0.name)): \($0.value.text(indent: indent + "  "))" }, "}", indent)
    case .null, .bool, .number, .string: line
    }
  }

  /// Without white space, in one line.
  public var line: String {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let value): String(value)
    case .string(let text): Self.quoted(text)
    case .array(let items): "[" + items.map(\.line).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { "\(Self.quoted($0.name)):\($0.value.line)" }.joined(separator: ",") + "}"
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

  // MARK: Reading

  /// The value of an object's member; nil when this is no object or has no such member.
  public subscript(name: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  public var string: String? { if case .string(let text) = self { text } else { nil } }

  public var number: Int64? { if case .number(let value) = self { value } else { nil } }

  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

  public var array: [JSON]? { if case .array(let items) = self { items } else { nil } }
}
