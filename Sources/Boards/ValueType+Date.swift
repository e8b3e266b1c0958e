import Documents
import Model

extension ValueType where Value == WallTime {
  /// `2026-03-01`: the beginning of that day in UTC. From 1970 on.
  static var date: Self {
    ValueType("a date such as 2026-03-01") { text in
      let fields = text.split(separator: "-", omittingEmptySubsequences: false)
      guard fields.map(\.utf8.count) == [4, 2, 2], text.utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) }),
        let year = Int64(fields[0]), let month = Int64(fields[1]), let day = Int64(fields[2])
      else { return nil }
      return WallTime(year: year, month: month, day: day)
    }
  }
}
