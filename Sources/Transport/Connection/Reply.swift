/// An answer ready to be written: one buffer holds head and body, so that one write sends them.
struct Reply: Hashable {
  /// What the answer says about the connection; HTTP/1.1 keeps it open unless told otherwise, HTTP/1.0 closes it.
  enum Connection: Hashable { case unsaid, close, keepAlive }

  var status: Int
  var contentType: String?
  /// The challenge of a 401.
  var challenge: String?
  /// The methods of a 405.
  var allow: String?
  /// Seconds after which a 503 may have passed.
  var retryAfter: Int?
  /// The body, one piece after the other.
  var pieces: [[UInt8]] = []
  var connection = Connection.unsaid
  /// The request was a HEAD: the body's length is told, the body is not sent.
  var omitsBody = false

  /// Octets of the body, sent or not.
  var bodySize: Int { pieces.reduce(0) { $0 + $1.count } }

  init(_ answer: HTTPAnswer) {
    status = answer.status
    contentType = answer.contentType
    pieces = answer.pieces
  }

  /// An answer of the server's own. `explanation` takes the place of the usual one.
  init(_ status: HTTPStatus, explanation: StaticString? = nil) {
    self.status = status.rawValue
    let text = explanation ?? status.explanation
    if text.utf8CodeUnitCount > 0 {
      contentType = "text/plain;charset=UTF-8"
      pieces = [text.withUTF8Buffer { Array($0) }]
    }
    if status == .serviceUnavailable { retryAfter = 5 }
  }
}
