/// The bytes of a schema table, shared by everything that points into it.
final class SchemaTable: Sendable {
  let bytes: [UInt8]

  init(bytes: [UInt8]) { self.bytes = bytes }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The end of the line that starts at `start`, its newline not included.
  func endOfLine(_ start: Int) -> Int {
    var end = start
    bytes.withUnsafeBufferPointer { bytes in
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
    }
    return end
  }

  /// The tab-separated columns of a line.
  func columns(_ line: Range<Int>) -> [Range<Int>] {
    var columns: [Range<Int>] = []
    var start = line.lowerBound
    for place in line where bytes[place] == 0x09 {
      columns.append(start..<place)
      start = place + 1
    }
    columns.append(start..<line.upperBound)
    return columns
  }
}
