/// The query languages, which share one syntax tree. Both are the subset that asks for instances of one class:
///
///     SELECT * | property, …  FROM class [[AS] alias]  [WHERE condition]
///
/// A condition compares properties with literals or with each other (`=` `<>` `!=` `<` `<=` `>` `>=`), matches text
/// with `LIKE`, asks `IS [NOT] NULL` and `ISA class`, and joins these by `AND`, `OR`, `NOT` and parentheses. Keywords and
/// names match in any case of letters. Anything else is refused with its place in the text.
///
/// A property that has no value makes a comparison neither true nor false, and what is not true does not match: `NOT
/// (Name = 'x')` does not find what has no name.
public enum QueryLanguage: Hashable, Sendable {
  /// The query language of WMI. The case of letters does not count in text; `LIKE` knows `%`, `_`, `[a-f]` and `[^a-f]`;
  /// a number, truth value or time may stand in quotes.
  case wql
  /// The CIM Query Language (DSP0202), its basic features. The case of letters counts in text; `LIKE` knows `.`, `*`
  /// after a character, and `\` before a character that stands for itself (Basic Like); `[n]` takes an item of an array,
  /// counted from 0.
  case cql

  var textRule: TextRule {
    switch self {
    case .wql: .ignoringCase
    case .cql: .exact
    }
  }
}
