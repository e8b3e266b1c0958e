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
    while position < end {
      guard bytes[position] == .lineFeed else {
        position += 1
        continue
      }
      guard position > 0, bytes[position - 1] == .carriageReturn else { return .invalid(.badRequest) }
      // The line that comes next has yet to show whether it is a field or the end.
      guard position + 2 < bytes.count else { break }
      if bytes[position + 1] == .carriageReturn, bytes[position + 2] == .lineFeed {
        return position + 3 > headSize ? .invalid(.headerFieldsTooLarge) : .complete(position + 3)
      }
      lines += 1
      guard lines <= fieldCount else { return .invalid(.headerFieldsTooLarge) }
      position += 1
    }
    if bytes.count >= headSize { return .invalid(.headerFieldsTooLarge) }
    return .incomplete(Progress(searched: position, lines: lines))
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
    while bytes[position] != .lineFeed { position += 1 }
    position += 1
    return Text(rebasing: bytes[start..<(position - 2)])
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate func head(while holds: (UInt8) -> Bool) -> Self {
    var count = 0
    while count < self.count, holds(self[count]) { count += 1 }
    return Self(rebasing: self[..<count])
  }

  fileprivate func tail(from start: Int) -> Self { Self(rebasing: self[start...]) }

  fileprivate func equals(_ text: StaticString) -> Bool { text.withUTF8Buffer { elementsEqual($0) } }
}
