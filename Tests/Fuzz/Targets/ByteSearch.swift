import Glibc

extension Array where Element == UInt8 {
  /// Where `mark` begins at or after `start`. Checks run for every input, and the collections' own search is slow.
  func place(of mark: StaticString, from start: Int = 0) -> Int? {
    withUnsafeBytes { bytes in
      let length = mark.utf8CodeUnitCount
      guard let base = bytes.baseAddress, bytes.count >= length else { return nil }
      var place = start
      while place <= bytes.count - length,
        let found = memchr(base + place, CInt(mark.utf8Start.pointee), bytes.count - length + 1 - place)
      {
        place = UnsafeRawPointer(found) - base
        if memcmp(found, mark.utf8Start, length) == 0 { return place }
        place += 1
      }
      return nil
    }
  }

  /// What stands between the first `start` and the first `end` after it.
  func between(_ start: StaticString, _ end: StaticString) -> [UInt8]? {
    guard let low = place(of: start).map({ $0 + start.utf8CodeUnitCount }), let high = place(of: end, from: low) else {
      return nil
    }
    return Array(self[low..<high])
  }

  func replacing(_ mark: StaticString, by replacement: [UInt8]) -> [UInt8] {
    guard let found = place(of: mark) else { return self }
    let rest = Array(self[(found + mark.utf8CodeUnitCount)...])
    return self[..<found] + replacement + rest.replacing(mark, by: replacement)
  }
}
