import NIOCore
import NIOHTTP1

/// What the server needs of a request's head, taken out in one pass over its fields.
struct RequestHead: Hashable {
  /// Why a head cannot be served at all.
  enum Defect: Hashable { case malformed, unknownTransferEncoding, contentEncoding, unknownExpectation }

  var method: String
  /// The request target as sent: what a Digest client hashes.
  var target: String
  /// The target's path without query.
  var path: String
  var contentType: String?
  /// Nil when there is no such field. Several fields are joined by a comma and so never valid.
  var authorization: String?
  var identifyHeader = false
  /// Bytes of body announced; nil when the body is chunked.
  var declaredLength: Int? = 0
  var expectsContinue = false
  var isKeepAlive: Bool
  var isHTTP10: Bool
  var defect: Defect?

  /// Whether a body may follow the head.
  var hasBody: Bool { declaredLength != 0 }

  init(_ head: HTTPRequestHead) {
    method = head.method.rawValue
    target = head.uri
    isKeepAlive = head.isKeepAlive
    isHTTP10 = head.version == .http1_0
    if let resource = RequestTarget.pathAndQuery(head.uri) {
      path = String(resource.prefix { $0 != "?" })
    } else {
      path = head.uri
      defect = .malformed
    }
    var hosts = 0
    for (name, value) in head.headers {
      switch FieldName(name) {
      case .host: hosts += 1
      case .contentType: contentType = value
      case .authorization: authorization = authorization.map { $0 + "," + value } ?? value
      case .wsmanIdentify: identifyHeader = true
      case .contentLength:
        guard let length = Int(value), length >= 0 else {
          defect = .malformed
          continue
        }
        declaredLength = length
      case .transferEncoding:
        declaredLength = nil
        if !value.equalsIgnoringCase("chunked") { defect = defect ?? .unknownTransferEncoding }
      case .contentEncoding:
        if !value.equalsIgnoringCase("identity") { defect = defect ?? .contentEncoding }
      case .expect:
        if value.equalsIgnoringCase("100-continue") {
          expectsContinue = !isHTTP10
        } else {
          defect = defect ?? .unknownExpectation
        }
      // NIO's decoder stops after a request that asks for an upgrade, whether or not it is granted.
      case .upgrade: isKeepAlive = false
      case nil: break
      }
    }
    // RFC 9112, section 3.2.
    if hosts != 1 && !(isHTTP10 && hosts == 0) { defect = .malformed }
  }

  /// The fields the server reads.
  private enum FieldName {
    case host, expect, upgrade, contentType, authorization, wsmanIdentify, contentLength, contentEncoding
    case transferEncoding

    /// By length first: most fields of a request are none of these.
    init?(_ name: String) {
      let candidate: (StaticString, Self)? =
        switch name.utf8.count {
        case 4: ("host", .host)
        case 6: ("expect", .expect)
        case 7: ("upgrade", .upgrade)
        case 12: ("content-type", .contentType)
        case 13:
          name.utf8.first.map { $0 | 0x20 } == UInt8(ascii: "a")
            ? ("authorization", .authorization) : ("wsmanidentify", .wsmanIdentify)
        case 14: ("content-length", .contentLength)
        case 16: ("content-encoding", .contentEncoding)
        case 17: ("transfer-encoding", .transferEncoding)
        default: nil
        }
      guard let (text, field) = candidate, name.equalsIgnoringCase(text) else { return nil }
      self = field
    }
  }
}
