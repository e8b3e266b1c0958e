import Documents

/// A word that stands for one or more: `node[001-120]`, `10.0.1.[1-120]`, `bmc.example`. Brackets around anything but a
/// range are kept as they are, because IPv6 addresses have them.
struct HostRange {
  /// More than any list of hosts may have.
  static let maximumCount = 2000

  private var before: Substring
  private var after: Substring
  /// Nil for a word without a range.
  private var numbers: (first: Int, last: Int, width: Int)?

  init(_ word: Substring) throws(Refusal) {
    before = word
    after = ""
    guard let (start, range, end) = try HostRange.range(in: word) else { return }
    (before, numbers, after) = (word[..<start], range, word[end...])
    if try HostRange.range(in: after) != nil {
      throw Refusal(message: "has two ranges in '\(word)'; write one, and a line for each of the others.")
    }
  }

  var count: Int { numbers.map { $0.last - $0.first + 1 } ?? 1 }
  var isRange: Bool { numbers != nil }

  /// The words it stands for, in order; numbers have as many digits as the first of the range.
  var words: [String] {
    guard let (first, last, width) = numbers else { return [String(before)] }
    return (first...last).map { number in
      let digits = String(number)
      let zeros = String(repeating: "0", count: max(0, width - digits.utf8.count))
      return before + zeros + digits + after
    }
  }

  private typealias Numbers = (first: Int, last: Int, width: Int)

  /// The first `[digits-digits]`, and where it begins and ends.
  private static func range(
    in word: Substring
  ) throws(Refusal) -> (start: String.Index, numbers: Numbers, end: String.Index)? {
    for start in word.indices where word[start] == "[" {
      let inside = word[word.index(after: start)...].prefix { $0 != "]" && $0 != "[" }
      let ends = inside.split(separator: "-", omittingEmptySubsequences: false)
      guard inside.endIndex < word.endIndex, word[inside.endIndex] == "]", ends.count == 2,
        ends.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } })
      else { continue }
      guard ends.allSatisfy({ $0.utf8.count <= 9 }), let first = Int(ends[0]), let last = Int(ends[1]) else {
        throw Refusal(message: "has a number of more than 9 digits in [\(inside)].")
      }
      if first > last { throw Refusal(message: "has a range that runs backwards: [\(inside)].") }
      if last - first >= maximumCount {
        throw Refusal(message: "has a range of more than \(maximumCount): [\(inside)].")
      }
      return (start, (first, last, ends[0].utf8.count), word.index(after: inside.endIndex))
    }
    return nil
  }
}
