import Glibc

/// The bytes of a request's head, taken apart into lines (RFC 9112, sections 3 and 5).
struct HeadText {
  /// How far the end of a head has been looked for.
  struct Progress: Hashable {
    /// So many bytes need not be looked through again, and so many lines end in them.
    var searched = 0
    var lines = 0
  }

  enum Search: Hashable {
    case incomplete(Progress)
    /// The head with its empty line has so many bytes.
    case complete(Int)
    case invalid(HTTPStatus)
  }

  typealias Text = UnsafeBufferPointer<UInt8>

  private let bytes: Text
  private var position = 0

  /// A complete head, as `search` found it.
  init(_ bytes: Text) { self.bytes = bytes }

  /// Looks for the empty line that ends a head. Lines that do not end in CR LF, and heads beyond the limits, are found
  /// out before the end is there.
  static func search(_ bytes: Text, after progress: Progress, headSize: Int, fieldCount: Int) -> Search {
    if let first = bytes.first, !first.isTokenCharacter { return .invalid(.badRequest) }
    var lines = progress.lines
    var position = progress.searched
    let end = min(bytes.count, headSize)
    while let found = bytes.lineFeed(in: position..<end) {
      position = found
      guard position > 0, bytes[position - 1] == .carriageReturn else { return .invalid(.badRequest) }
      // The line that comes next has yet to show whether it is a field or the end.
      guard position + 2 < bytes.count else { return outcome(position, lines) }
      if bytes[position + 1] == .carriageReturn, bytes[position + 2] == .lineFeed {
        return position + 3 > headSize ? .invalid(.headerFieldsTooLarge) : .complete(position + 3)
      }
      lines += 1
      guard lines <= fieldCount else { return .invalid(.headerFieldsTooLarge) }
      position += 1
    }
    return outcome(end, lines)

    func outcome(_ searched: Int, _ lines: Int) -> Search {
      bytes.count >= headSize
        ? .invalid(.headerFieldsTooLarge) : .incomplete(Progress(searched: searched, lines: lines))
    }
  }

  /// Method, target and whether the version is 1.0; nil when this is no request line of HTTP/1.
  mutating func requestLine() -> (method: Text, target: Text, isHTTP10: Bool)? {
    let line = nextLine()
    let method = line.head { $0.isTokenCharacter }
    guard !method.isEmpty, method.count < line.count, line[method.count] == .space else { return nil }
    let rest = line.tail(from: method.count + 1)
    let target = rest.head { $0 > 0x20 && $0 < 0x7f }
    guard !target.isEmpty else { return nil }
    let version = rest.tail(from: target.count)
    if version.equals(" HTTP/1.1") { return (method, target, false) }
    return version.equals(" HTTP/1.0") ? (method, target, true) : nil
  }

  enum Field {
    case field(name: Text, value: Text)
    case malformed
    case end
  }

  mutating func nextField() -> Field {
    let line = nextLine()
    if line.isEmpty { return .end }
    let name = line.head { $0.isTokenCharacter }
    // No space before the colon and no folded lines: sections 5.1 and 5.2.
    guard !name.isEmpty, name.count < line.count, line[name.count] == UInt8(ascii: ":") else { return .malformed }
    var start = name.count + 1
    var end = line.count
    while start < end, line[start].isBlank { start += 1 }
    while end > start, line[end - 1].isBlank { end -= 1 }
    let value = Text(rebasing: line[start..<end])
    return value.head { $0.isFieldCharacter }.count == value.count ? .field(name: name, value: value) : .malformed
  }

  /// Without its CR LF.
  private mutating func nextLine() -> Text {
    let start = position
    guard let end = bytes.lineFeed(in: start..<bytes.count) else { return Text(rebasing: bytes[..<0]) }
    position = end + 1
    return Text(rebasing: bytes[start..<(end - 1)])
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate func head(while holds: (UInt8) -> Bool) -> Self {
    var count = 0
    while count < self.count, holds(self[count]) { count += 1 }
    return Self(rebasing: self[..<count])
  }

  fileprivate func tail(from start: Int) -> Self { Self(rebasing: self[start...]) }

  fileprivate func equals(_ text: StaticString) -> Bool { text.withUTF8Buffer { isSame(as: $0) } }

  /// The first line feed of a range.
  fileprivate func lineFeed(in range: Range<Int>) -> Int? {
    guard let baseAddress, !range.isEmpty,
      let found = memchr(baseAddress + range.lowerBound, Int32(UInt8.lineFeed), range.count)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(baseAddress)
  }

  func isSame(as other: Self) -> Bool {
    guard count == other.count else { return false }
    guard count > 0, let mine = baseAddress, let others = other.baseAddress else { return true }
    return memcmp(mine, others, count) == 0
  }

  /// As for any collection, without what generic code costs: this is asked for every field of every request.
  func equalsIgnoringCase(_ lowercase: StaticString) -> Bool {
    lowercase.withUTF8Buffer { expected in
      guard count == expected.count else { return false }
      var index = 0
      while index < count, self[index].lowercased == expected[index] { index += 1 }
      return index == count
    }
  }
}
