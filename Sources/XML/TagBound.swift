import Glibc

/// A look over a document before it is parsed: no tag may be longer than a bound, or have more attributes.
///
/// libxml2 compares each attribute of a tag with all before it, before it reports the first of them.
enum TagBound {
  struct Excess {
    /// Where the tag begins.
    let place: Int
    let limit: XMLError.Limit
  }

  /// The first tag beyond the limits; nil when there is none. `bytes` are UTF-8 (or ASCII), well-formed or not: what
  /// this cannot make sense of, the parser refuses.
  static func firstExcess(in bytes: UnsafeRawBufferPointer, limits: XMLLimits) -> Excess? {
    // The usual request is short, and has few attributes altogether.
    if bytes.count <= limits.tag && !has(more: limits.attributes, of: UInt8(ascii: "="), in: bytes) { return nil }
    var place = 0
    while let open = find("<", in: bytes, from: place) {
      let next = open + 1 < bytes.count ? bytes[open + 1] : 0
      if next == UInt8(ascii: "!") && starts("<!--", in: bytes, at: open) {
        guard let end = find("-->", in: bytes, from: open + 4) else { return nil }
        place = end + 3
      } else if next == UInt8(ascii: "!") && starts("<![CDATA[", in: bytes, at: open) {
        guard let end = find("]]>", in: bytes, from: open + 9) else { return nil }
        place = end + 3
      } else if next == UInt8(ascii: "?") {
        guard let end = find("?>", in: bytes, from: open + 2) else { return nil }
        place = end + 2
      } else {
        var attributes = 0
        place = tagEnd(in: bytes, from: open + 1, &attributes)
        if place - open > limits.tag { return Excess(place: open, limit: .tag) }
        if attributes > limits.attributes { return Excess(place: open, limit: .attributes) }
      }
    }
    return nil
  }

  /// Past the `>` that closes the tag, those in quoted values aside. Each value is one attribute's.
  private static func tagEnd(in bytes: UnsafeRawBufferPointer, from start: Int, _ attributes: inout Int) -> Int {
    let base = bytes.baseAddress!
    var place = start
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      if byte == UInt8(ascii: ">") { return place }
      guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") else { continue }
      attributes += 1
      guard let quote = memchr(base + place, Int32(byte), bytes.count - place) else { return bytes.count }
      place = UnsafeRawPointer(quote) - base + 1
    }
    return place
  }

  /// Whether a byte is there more than `limit` times.
  private static func has(more limit: Int, of byte: UInt8, in bytes: UnsafeRawBufferPointer) -> Bool {
    guard var rest = bytes.baseAddress else { return false }
    let end = rest + bytes.count
    for _ in 0...limit {
      guard let hit = memchr(rest, Int32(byte), end - rest) else { return false }
      rest = UnsafeRawPointer(hit) + 1
    }
    return true
  }

  private static func starts(_ word: StaticString, in bytes: UnsafeRawBufferPointer, at place: Int) -> Bool {
    place + word.utf8CodeUnitCount <= bytes.count
      && memcmp(bytes.baseAddress! + place, word.utf8Start, word.utf8CodeUnitCount) == 0
  }

  private static func find(_ word: StaticString, in bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
    var place = start
    while place < bytes.count {
      guard let hit = memchr(bytes.baseAddress! + place, Int32(word.utf8Start.pointee), bytes.count - place) else {
        return nil
      }
      place = UnsafeRawPointer(hit) - bytes.baseAddress!
      if starts(word, in: bytes, at: place) { return place }
      place += 1
    }
    return nil
  }
}
