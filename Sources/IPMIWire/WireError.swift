/// Why bytes from the other side are not a message. Whoever gets one closes the connection: the two programs come
/// from one build, so there is nothing to recover.
public enum WireError: Error, Hashable, Sendable {
  /// A frame announces more than `Frame.maximumPayload`.
  case frameTooLong(UInt32)
  case unknownMessage(UInt8)
  /// The frame ends inside a value.
  case truncated
  /// So many bytes remain after the last value.
  case trailingBytes(Int)
  /// Text longer than `WireReader.maximumText`, or not UTF-8.
  case invalidText
  /// A number outside its vocabulary or range.
  case invalidValue
  /// A real that is infinite or not a number.
  case notFinite
}
