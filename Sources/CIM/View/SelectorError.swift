/// Why selectors cannot name anything of a class, or would name it too late. "Nothing matches" and "several match" are no
/// errors here: the caller decides what they mean.
public enum SelectorError: Error, Hashable, Sendable {
  /// Not a key of the class.
  case unknownSelector(name: String)
  /// The value cannot be converted to the key's type, or is a reference where a value belongs, or the reverse.
  case typeMismatch(name: String, value: String)
  case duplicate(name: String)
  /// `__cimnamespace` names a namespace that is not served.
  case invalidNamespace(String)
  /// Partial keys, or none, that so many objects would have to be compared with that it takes too long.
  case tooManyCandidates
}
