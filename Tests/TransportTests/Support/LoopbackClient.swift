import Transport

/// Requests and answers as text, to and from a server on loopback. Every call blocks; none waits longer than twenty
/// seconds.
final class LoopbackClient {
  struct Answer {
    var status: Int
    var fields: [String: String]
    var body: String
  }

  struct Failure: Error {}

  private let stream: any ByteStream
  /// Kept as long as the client: the server it talks to.
  private let server: AnyObject?
  private var received: [UInt8] = []

  init(_ stream: any ByteStream, of server: AnyObject? = nil) {
    self.stream = stream
    self.server = server
  }

  convenience init(_ address: ListenAddress, of server: AnyObject? = nil) throws {
    self.init(try Socket(address), of: server)
  }

  /// False once the server has gone.
  @discardableResult
  func send(_ text: String) -> Bool { stream.send(Array(text.utf8)) }

  func closeSending() { stream.closeSending() }

  /// The next answer, 1xx ones included; nil when the connection ends first.
  func answer() -> Answer? {
    var end = headEnd()
    while end == nil {
      guard receive() else { return nil }
      end = headEnd()
    }
    let lines = String(decoding: received[..<end!], as: UTF8.self).split(separator: "\r\n")
    received.removeFirst(end! + 4)
    var fields: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      fields[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
    }
    let length = fields["content-length"].flatMap { Int($0) } ?? 0
    while received.count < length { guard receive() else { return nil } }
    defer { received.removeFirst(length) }
    return Answer(
      status: Int(lines[0].split(separator: " ")[1])!, fields: fields,
      body: String(decoding: received[..<length], as: UTF8.self))
  }

  /// Everything up to the end of the connection; nil when it does not end.
  func rest() -> String? {
    while receive() {}
    return hasEnded ? String(decoding: received, as: UTF8.self) : nil
  }

  private var hasEnded = false

  private func receive() -> Bool {
    switch stream.receive() {
    case .bytes(let bytes):
      received += bytes
      return true
    case .end:
      hasEnded = true
      return false
    case .nothing: return false
    }
  }

  private func headEnd() -> Int? {
    let mark = Array("\r\n\r\n".utf8)
    guard received.count >= 4 else { return nil }
    return (0...(received.count - 4)).first { received[$0..<($0 + 4)].elementsEqual(mark) }
  }
}
