/// Texts that makers leave in FRU data where a value should be. They say nothing, and one machine's must not be
/// taken for another's, so every source of inventory treats them as absent by this table.
public enum Placeholder {
  /// The text without white space around it; nil when nothing is left, or when it is a placeholder.
  public static func meaningful(_ text: String?) -> String? {
    guard let text else { return nil }
    let trimmed = String(trim(Substring(text)))
    return isPlaceholder(trimmed) ? nil : trimmed
  }

  /// Compared without regard to case, runs of spaces, and dots at the end.
  public static func isPlaceholder(_ text: String) -> Bool {
    let words = text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let bare = String(words.reversed().drop { $0 == "." }.reversed())
    if bare.isEmpty || known.contains(bare) { return true }
    return isFiller(bare)
  }

  private static let known: Set<String> = [
    "to be filled by o.e.m", "to be filled by oem", "to be filled", "filled by oem", "fill by oem", "o.e.m", "oem",
    "default string", "default", "default_string", "n/a", "na", "none", "null", "nil", "empty", "<empty>", "blank",
    "unknown", "undefined", "invalid", "tbd", "not specified", "not available", "not applicable", "not present",
    "not provided", "not set", "no data", "unspecified",
    "system manufacturer", "system product name", "system version", "system serial number", "system sku",
    "board manufacturer", "board product name", "board version", "board serial number",
    "base board manufacturer", "base board product name", "base board version", "base board serial number",
    "chassis manufacturer", "chassis manufacture", "chassis version", "chassis serial number",
    "product name", "part number", "serial number", "asset tag", "asset-tag", "no asset tag", "no asset information",
    "asset-1234567890", "0123456789", "1234567890", "123456789", "012345678", "12345678", "01234567",
    "0123456789abcdef", "sernum", "serialnumber", "partnum", "modulepartnumber", "sku",
  ]

  /// Nothing but one character that pads: `00000000`, `xxxx`, `------`.
  private static func isFiller(_ text: String) -> Bool {
    guard let first = text.first, text.allSatisfy({ $0 == first }) else { return false }
    if "-_.*?#".contains(first) { return true }
    return text.count >= 4 && "0xf1".contains(first)
  }

  private static func trim(_ text: Substring) -> Substring {
    var text = text
    while text.first.map({ $0.isWhitespace || $0 == "\0" }) ?? false { text.removeFirst() }
    while text.last.map({ $0.isWhitespace || $0 == "\0" }) ?? false { text.removeLast() }
    return text
  }
}
