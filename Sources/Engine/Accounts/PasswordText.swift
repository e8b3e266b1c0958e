/// How a password is written in a file or piped in: the first line, without its end (`\n` or `\r\n`).
public enum PasswordText {
  /// The password in `text`; empty when the first line is.
  public static func password(in text: [UInt8]) -> [UInt8] { firstLine(of: text) }
}

/// The bytes before the first end of line (`\n` or `\r\n`), or all of them when there is none.
func firstLine(of text: [UInt8]) -> [UInt8] {
  var line = text.prefix { $0 != UInt8(ascii: "\n") }
  if line.last == UInt8(ascii: "\r"), line.count < text.count { line.removeLast() }
  return Array(line)
}
