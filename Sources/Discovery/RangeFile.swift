/// A file of ranges: any number in a line, separated by blanks or commas; from `#` to the end of a line is a comment.
public enum RangeFile {
  /// The ranges of the file's text. `name` is put before what is wrong, with the line: `hosts.txt:3: ...`.
  public static func parse(_ text: String, name: String) throws(RangeFileError) -> [AddressRange] {
    var ranges: [AddressRange] = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (number, line) in lines.enumerated() {
      let words = line.prefix { $0 != "#" }.split { $0 == " " || $0 == "\t" || $0 == "," }
      for word in words {
        do throws(RangeError) {
          ranges.append(try AddressRange(parsing: String(word)))
        } catch {
          throw RangeFileError(name: name, line: number + 1, error: error)
        }
      }
    }
    return ranges
  }
}

/// A range in a file that cannot be read.
public struct RangeFileError: Error, Hashable, Sendable, CustomStringConvertible {
  public var name: String
  /// From 1.
  public var line: Int
  public var error: RangeError

  public var description: String { "\(name):\(line): \(error)" }
}
