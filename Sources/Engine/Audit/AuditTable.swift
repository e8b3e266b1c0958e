/// Records as rows for people: one line each, in columns, nothing in it that a terminal could act upon.
public enum AuditTable {
  private static let widths = [6, 20, 22, 15, 34]

  public static let title = row(["NUMBER", "TIME", "USER", "ADDRESS", "COMMAND", "RESULT"])

  /// The row of a line of the trail; of one that is no record, where it stands.
  public static func row(_ line: AuditReader.Line) -> String {
    guard let fields = line.fields else { return "(\(line.place): no record)" }
    var rest = fields
    func take(_ name: String) -> String? {
      rest.firstIndex { $0.name == name }.map { rest.remove(at: $0).value }
    }
    let (number, time, user, address) = (take("number"), take("time"), take("user"), take("address"))
    let role = take("role").map { " (\($0))" }
    let result = [take("outcome") ?? take("stage"), change(take("before"), take("after")), take("message")]
    for name in ["previous", "stage", "request", "face"] { _ = take(name) }
    // What is left is the command and what it is about.
    let command = rest.map(\.value).joined(separator: " ")
    return row([
      number ?? "", time ?? "", (user ?? "") + (role ?? ""), address ?? "", command,
      result.compactMap { $0 }.joined(separator: ": "),
    ])
  }

  private static func change(_ before: String?, _ after: String?) -> String? {
    guard let before, let after, before != after else { return after ?? before }
    return "\(before) -> \(after)"
  }

  private static func row(_ cells: [String]) -> String {
    var text = ""
    for (index, cell) in cells.enumerated() {
      let printable = JSONLine.printable(cell)
      text += printable
      guard index < widths.count else { break }
      text += String(repeating: " ", count: max(0, widths[index] - printable.count) + 2)
    }
    return text
  }
}
