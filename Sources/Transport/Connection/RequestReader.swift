import NIOCore

/// Takes the requests out of a connection's bytes (RFC 9112). A value, and strict: whatever two readers of the same
/// bytes could understand differently (bare line feeds, folded fields, two lengths) is refused rather than guessed at,
/// so that no proxy in front can be made to see other requests than the server does.
struct RequestReader {
  enum Part: Hashable {
    case head(RequestHead)
    case body(ByteBuffer)
    case end
    /// The bytes are no request, and this says so. Nothing is read any more.
    case invalid(HTTPStatus)
  }

  private enum State: Hashable {
    case head
    case body(remaining: Int)
    case chunkSize
    case chunk(remaining: Int)
    /// The line end after a chunk's bytes.
    case chunkEnd
    case trailers
    case end
    case invalid
  }

  private let headSize: Int
  private let fieldCount: Int
  private var bytes = ByteBuffer()
  private var state = State.head
  /// How far the end of a head has been looked for in `bytes`.
  private var progress = HeadText.Progress()
  /// What chunk extensions and trailers of this request have taken, and how many trailers there were.
  private var extraSize = 0
  private var trailerCount = 0
  /// The head before, whose strings serve again where the next one's are the same.
  private var previous: RequestHead?

  /// `headSize`: bytes of a head, and of all chunk extensions and trailers of one request.
  init(headSize: Int, fieldCount: Int) {
    self.headSize = headSize
    self.fieldCount = fieldCount
  }

  /// Bytes that came in and were not taken out yet.
  var waitingCount: Int { bytes.readableBytes }

  mutating func append(_ more: ByteBuffer) {
    if bytes.readableBytes == 0 {
      bytes = more
    } else {
      if bytes.readerIndex > 4096 { bytes.discardReadBytes() }
      bytes.writeImmutableBuffer(more)
    }
  }

  mutating func removeAll() {
    bytes = ByteBuffer()
    state = .invalid
  }

  /// The next part; nil when more bytes are needed.
  mutating func next() -> Part? {
    let part: Part?
    switch state {
    case .head: part = readHead()
    case .body(let remaining): part = readBody(remaining) { $0 == 0 ? .end : .body(remaining: $0) }
    case .chunkSize, .chunkEnd, .trailers: part = readChunkLine()
    case .chunk(let remaining): part = readBody(remaining) { $0 == 0 ? .chunkEnd : .chunk(remaining: $0) }
    case .end:
      state = .head
      part = .end
    case .invalid: part = nil
    }
    // The memory belongs to the channel, which reads the next bytes into it once nobody else holds it.
    if bytes.readableBytes == 0 { bytes = ByteBuffer() }
    return part
  }

  private mutating func invalid(_ status: HTTPStatus) -> Part {
    state = .invalid
    return .invalid(status)
  }

  // MARK: Head

  private mutating func readHead() -> Part? {
    // RFC 9112, section 2.2: empty lines before a request are not part of it.
    while progress.searched == 0, let byte = bytes.getInteger(at: bytes.readerIndex, as: UInt8.self),
      byte == .carriageReturn || byte == .lineFeed
    {
      bytes.moveReaderIndex(forwardBy: 1)
    }
    guard bytes.readableBytes > 0 else { return nil }
    let found = bytes.withUnsafeReadableBytes { raw in
      HeadText.search(
        raw.bindMemory(to: UInt8.self), after: progress, headSize: headSize, fieldCount: fieldCount)
    }
    switch found {
    case .incomplete(let progress):
      self.progress = progress
      return nil
    case .invalid(let status): return invalid(status)
    case .complete(let count):
      progress = HeadText.Progress()
      let head = bytes.withUnsafeReadableBytes { raw in
        RequestHead(
          HeadText(HeadText.Text(rebasing: raw.bindMemory(to: UInt8.self)[..<count])), reusing: previous)
      }
      bytes.moveReaderIndex(forwardBy: count)
      guard let head else { return invalid(.badRequest) }
      previous = head
      begin(head)
      return .head(head)
    }
  }

  /// What follows a head. One that cannot be served says nothing certain about it.
  private mutating func begin(_ head: RequestHead) {
    extraSize = 0
    trailerCount = 0
    if head.defect != nil {
      state = .invalid
    } else if let length = head.declaredLength {
      state = length == 0 ? .end : .body(remaining: length)
    } else {
      state = .chunkSize
    }
  }

  // MARK: Body

  private mutating func readBody(_ remaining: Int, _ next: (Int) -> State) -> Part? {
    guard let slice = bytes.readSlice(length: min(remaining, bytes.readableBytes)), slice.readableBytes > 0 else {
      return nil
    }
    state = next(remaining - slice.readableBytes)
    return .body(slice)
  }

  /// Goes on from line to line until there are bytes of the body, or its end.
  private mutating func readChunkLine() -> Part? {
    while true {
      let limit = state == .trailers ? headSize : Self.chunkLineLimit
      let searched = bytes.withUnsafeReadableBytes { raw -> (line: Int?, count: Int) in
        let text = raw.bindMemory(to: UInt8.self)
        return (text.firstIndex(of: .lineFeed), text.count)
      }
      guard let lineFeed = searched.line, lineFeed < limit else {
        return searched.count >= limit ? invalid(.badRequest) : nil
      }
      let line = bytes.readSlice(length: lineFeed + 1)?.readableBytesView ?? ByteBufferView()
      guard line.count >= 2, line[line.endIndex - 2] == .carriageReturn else { return invalid(.badRequest) }
      switch takeChunkLine(line.dropLast(2)) {
      case .goOn(let next): state = next
      case .refuse(let status): return invalid(status)
      }
      switch state {
      case .chunk(let remaining): return readBody(remaining) { $0 == 0 ? .chunkEnd : .chunk(remaining: $0) }
      case .end:
        state = .head
        return .end
      default: break
      }
    }
  }

  private enum LineOutcome {
    case goOn(State)
    case refuse(HTTPStatus)
  }

  private mutating func takeChunkLine(_ line: ByteBufferView) -> LineOutcome {
    switch state {
    case .chunkEnd: return line.isEmpty ? .goOn(.chunkSize) : .refuse(.badRequest)
    case .trailers:
      if line.isEmpty { return .goOn(.end) }
      extraSize += line.count
      trailerCount += 1
      guard extraSize <= headSize, trailerCount <= fieldCount else { return .refuse(.headerFieldsTooLarge) }
      return TrailerField.isWellFormed(line) ? .goOn(.trailers) : .refuse(.badRequest)
    default:
      // RFC 9112, section 7.1: hexadecimal digits, then extensions.
      let digits = line.prefix { $0.hexadecimalValue != nil }
      let extensions = line.dropFirst(digits.count)
      extraSize += extensions.count
      guard (1...Self.chunkDigits).contains(digits.count), extraSize <= headSize,
        ChunkExtensions.areWellFormed(extensions)
      else { return .refuse(.badRequest) }
      let size = digits.reduce(0) { $0 << 4 | Int($1.hexadecimalValue ?? 0) }
      return .goOn(size == 0 ? .trailers : .chunk(remaining: size))
    }
  }

  /// A chunk's size with its extensions.
  private static let chunkLineLimit = 1024
  /// Far more than any body may have, and few enough for every size of `Int`.
  private static let chunkDigits = 7
}
