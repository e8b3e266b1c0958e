/// Cuts a stream of bytes into frames. Holds at most one incomplete frame and what was appended with it.
public struct FrameDecoder: Sendable {
  private var buffer: [UInt8] = []
  private var start = 0

  public init() {}

  public mutating func append(_ bytes: some Sequence<UInt8>) {
    if start > 0 {
      buffer.removeFirst(start)
      start = 0
    }
    buffer.append(contentsOf: bytes)
  }

  /// The next whole frame, or nil until more bytes come. After an error the stream is of no more use.
  public mutating func next() throws(WireError) -> Frame? {
    guard buffer.count - start >= Frame.headerLength else { return nil }
    var announced: UInt32 = 0
    for place in (0..<4).reversed() { announced = announced << 8 | UInt32(buffer[start + place]) }
    guard announced <= UInt32(Frame.maximumPayload) else { throw .frameTooLong(announced) }
    let length = Int(announced)
    let body = start + Frame.headerLength
    guard buffer.count - body >= length else { return nil }
    let frame = Frame(type: buffer[start + 4], payload: Array(buffer[body..<body + length]))
    start = body + length
    return frame
  }
}
