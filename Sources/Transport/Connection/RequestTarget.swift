/// The target of a request line, or the `uri` of a Digest header: `/wsman`, or `http://host/wsman`.
enum RequestTarget {
  /// Path and query of either form; nil for every other form (`*`, `host:port`).
  static func pathAndQuery(_ target: String) -> Substring? {
    if target.utf8.first == UInt8(ascii: "/") { return target[...] }
    guard let (scheme, rest) = target.schemeAndRest, scheme == "http" || scheme == "https" else { return nil }
    guard let slash = rest.firstIndex(of: "/") else { return "/" }
    return rest[slash...]
  }
}
