extension String {
  /// The scheme and what follows `://`; nil when there is no scheme. (`firstRange(of:)` would link the regular
  /// expression engine.)
  var schemeAndRest: (scheme: String, rest: Substring)? {
    guard let colon = utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let rest = self[colon...]
    guard colon > startIndex, rest.hasPrefix("://") else { return nil }
    return (self[..<colon].lowercased(), rest.dropFirst(3))
  }
}
