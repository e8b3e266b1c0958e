/// Complete elements written once and copied many times. One prefix, that of the elements' own class, can be numbered
/// when copying; all others are fixed.
public struct XMLFragment: Sendable {
  /// With the prefix as it was written.
  public let bytes: [UInt8]
  /// Where a number goes: past each occurrence of the prefix, ascending.
  private let prefixEnds: [Int32]

  /// `prefix` is the one that can be numbered. `write` writes complete elements.
  public init(prefix: String, reserving count: Int = 0, _ write: (inout XMLFragmentWriter) -> Void) {
    var writer = XMLFragmentWriter(prefix: prefix, reserving: count)
    write(&writer)
    bytes = writer.plain.finished()
    prefixEnds = writer.prefixEnds
  }

  private init(bytes: [UInt8], prefixEnds: [Int32]) {
    self.bytes = bytes
    self.prefixEnds = prefixEnds
  }

  /// Some of the bytes: a whole element, or all or some of the text in one. `XPathNode` tells of such ranges.
  public func part(_ range: Range<Int>) -> XMLFragment {
    XMLFragment(
      bytes: Array(bytes[range]),
      prefixEnds: prefixEnds.lazy.filter { range.contains(Int($0)) }.map { $0 - Int32(range.lowerBound) })
  }

  /// An element with the parts of a fragment, one after the other.
  public init(_ tag: XMLTag, holding parts: [XMLFragment]) {
    var (bytes, prefixEnds) = (Array("<\(tag.qualified)>".utf8), [Int32]())
    for part in parts {
      let start = Int32(bytes.count)
      prefixEnds += part.prefixEnds.lazy.map { $0 + start }
      bytes += part.bytes
    }
    bytes += "</\(tag.qualified)>".utf8
    self.init(bytes: bytes, prefixEnds: prefixEnds)
  }

  /// The length of a copy.
  public func count(prefixNumber number: Int) -> Int { bytes.count + prefixEnds.count * digits(of: number) }

  /// The bytes as they stand in an answer; not copied where the prefix has no number.
  public func copy(prefixNumber number: Int) -> [UInt8] {
    guard number > 0 else { return bytes }
    var copy: [UInt8] = []
    copy.reserveCapacity(count(prefixNumber: number))
    append(to: &copy, prefixNumber: number)
    return copy
  }

  func append(to output: inout [UInt8], prefixNumber number: Int) {
    guard number > 0 else { return output.append(contentsOf: bytes) }
    var done = 0
    for end in prefixEnds {
      output.append(contentsOf: bytes[done..<Int(end)])
      output.appendDecimal(UInt64(number))
      done = Int(end)
    }
    output.append(contentsOf: bytes[done...])
  }

  private func digits(of number: Int) -> Int {
    var (count, rest) = (0, number)
    while rest > 0 { (count, rest) = (count + 1, rest / 10) }
    return count
  }
}

/// A writer that notes where the prefix of a fragment stands.
public struct XMLFragmentWriter {
  /// Writes elements with other prefixes, and all text.
  public var plain: XMLWriter
  let prefix: String
  fileprivate(set) var prefixEnds: [Int32] = []

  init(prefix: String, reserving count: Int) {
    self.prefix = prefix
    plain = XMLWriter(reserving: count)
  }

  /// An element of the fragment's own class. `local` comes from a schema: a name that XML cannot hold is left out with
  /// all that it contains.
  public mutating func element(
    _ local: String, attributes: [XMLAttributes] = [], _ content: (inout XMLFragmentWriter) -> Void
  ) {
    guard let tag = XMLTag(prefix, checking: local) else { return }
    prefixEnds.append(Int32(plain.bytes.count + 1 + prefix.utf8.count))
    plain.start(tag, attributes: attributes)
    content(&self)
    prefixEnds.append(Int32(plain.bytes.count + 2 + prefix.utf8.count))
    plain.end()
  }
}
