import Glibc

/// A look over a document before it is parsed: no start tag may be longer than a bound.
enum TagBound {
  /// Where the first tag longer than `limit` begins; nil when there is none. `bytes` are UTF-8 (or ASCII), well-formed
  /// or not: what this cannot make sense of, the parser refuses.
  static func firstExcess(in bytes: UnsafeRawBufferPointer, limit: Int) -> Int? {
    guard bytes.count > limit else { return nil }
    var place = 0
    while let open = find("<", in: bytes, from: place) {
      if starts("<!--", in: bytes, at: open) {
        guard let end = find("-->", in: bytes, from: open + 4) else { return nil }
        place = end + 3
      } else if starts("<![CDATA[", in: bytes, at: open) {
        guard let end = find("]]>", in: bytes, from: open + 9) else { return nil }
        place = end + 3
      } else if starts("<?", in: bytes, at: open) {
        guard let end = find("?>", in: bytes, from: open + 2) else { return nil }
        place = end + 2
      } else {
        place = tagEnd(in: bytes, from: open + 1)
        if place - open > limit { return open }
      }
    }
    return nil
  }

  /// Past the `>` that closes the tag, those in quoted values aside.
  private static func tagEnd(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var quote: UInt8 = 0
    var place = start
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: ">") {
        return place
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      }
    }
    return place
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
