/// What a client may ask for with one query, so that neither reading nor matching it can cost much. Queries of people
/// and programs stay far below.
enum QueryLimits {
  /// Octets of the text in UTF-8.
  static let textLength = 8192
  /// Parentheses and NOTs inside each other.
  static let depth = 64
  /// Comparisons and other tests in a condition.
  static let tests = 256
  /// Names after SELECT.
  static let selected = 256
  /// LIKEs in a condition: each has a table of 2 KiB.
  static let patterns = 16
  /// What a LIKE takes beyond another comparison: about that for a text of a hundred characters.
  static let patternEffort = 4
}
