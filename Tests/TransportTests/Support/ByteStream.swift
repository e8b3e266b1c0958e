/// A connection to a server, without and with TLS. Every call blocks; none waits longer than twenty seconds.
protocol ByteStream: AnyObject {
  /// False once the server has gone.
  func send(_ bytes: [UInt8]) -> Bool
  func closeSending()
  func receive() -> Received
}

enum Received {
  case bytes([UInt8])
  case end
  /// Twenty seconds are over.
  case nothing
}
