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
  var authorization: [UInt8]?
  var identifyHeader = false
  /// Bytes of body announced; nil when the body is chunked. More than an `Int` holds is `Int.max`.
  var declaredLength: Int? = 0
  var expectsContinue = false
  var isKeepAlive = true
  var isHTTP10: Bool
  var defect: Defect?

  /// Whether a body may follow the head.
  var hasBody: Bool { declaredLength != 0 }

  /// Nil when the text is no head of HTTP/1. `previous`: the head before this one on the same connection; strings that
  /// are the same are not made again.
  init?(_ text: consuming HeadText, reusing previous: RequestHead?) {
    guard let line = text.requestLine() else { return nil }
    method = String(line.method, reusing: previous?.method)
    target = String(line.target, reusing: previous?.target)
    isHTTP10 = line.isHTTP10
    if let previous, previous.target == target, previous.defect == nil {
      path = previous.path
    } else if let resource = RequestTarget.pathAndQuery(target) {
      path = String(resource.prefix { $0 != "?" })
    } else {
      path = target
      defect = .malformed
    }
    var seen = Seen()
    fields: while true {
      switch text.nextField() {
      case .malformed: return nil
      case .end: break fields
      case .field(let name, let value):
        if let field = FieldName(name) { take(field, value, &seen, previous) }
      }
    }
    isKeepAlive = isHTTP10 ? seen.keepAlive && !seen.close : !seen.close
    conclude(seen)
  }

  /// What the fields said together.
  private struct Seen {
    var hosts = 0
    var lengths = 0
    var encodings = 0
    var close = false
    var keepAlive = false
  }

  private mutating func take(_ field: FieldName, _ value: HeadText.Text, _ seen: inout Seen, _ previous: RequestHead?) {
    switch field {
    case .host: seen.hosts += 1
    case .contentType: contentType = String(value, reusing: previous?.contentType)
    case .authorization:
      if let before = authorization {
        authorization = before + [UInt8(ascii: ",")] + value
      } else if let known = previous?.authorization, known.withUnsafeBufferPointer({ $0.isSame(as: value) }) {
        authorization = known
      } else {
        authorization = Array(value)
      }
    case .wsmanIdentify: identifyHeader = true
    case .contentLength:
      seen.lengths += 1
      if let length = Self.length(value) { declaredLength = length } else { defect = .malformed }
    case .transferEncoding:
      seen.encodings += 1
      if !value.equalsIgnoringCase("chunked") { defect = defect ?? .unknownTransferEncoding }
    case .contentEncoding:
      if !value.equalsIgnoringCase("identity") { defect = defect ?? .contentEncoding }
    case .expect:
      if value.equalsIgnoringCase("100-continue") {
        expectsContinue = !isHTTP10
      } else {
        defect = defect ?? .unknownExpectation
      }
    case .connection:
      for option in value.split(separator: UInt8(ascii: ",")) {
        let name = option.drop(while: \.isBlank).prefix { !$0.isBlank }
        if name.equalsIgnoringCase("close") { seen.close = true }
        if name.equalsIgnoringCase("keep-alive") { seen.keepAlive = true }
      }
    }
  }

  private mutating func conclude(_ seen: Seen) {
    // RFC 9112, section 3.2.
    if seen.hosts != 1 && !(isHTTP10 && seen.hosts == 0) { defect = .malformed }
    // Section 6.3: two lengths, or a length and a transfer encoding, are how requests are smuggled past others.
    if seen.lengths + seen.encodings > 1 || (seen.encodings > 0 && isHTTP10) { defect = .malformed }
    if seen.encodings > 0 { declaredLength = nil }
  }

  /// Decimal digits only.
  private static func length(_ value: HeadText.Text) -> Int? {
    guard !value.isEmpty else { return nil }
    var length = 0
    for byte in value {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= byte else { return nil }
      let (shifted, overflow) = length.multipliedReportingOverflow(by: 10)
      let (sum, carry) = shifted.addingReportingOverflow(Int(byte - UInt8(ascii: "0")))
      length = overflow || carry ? Int.max : sum
    }
    return length
  }

  /// The fields the server reads.
  private enum FieldName {
    case host, expect, connection, contentType, authorization, wsmanIdentify, contentLength, contentEncoding
    case transferEncoding

    /// By length first: most fields of a request are none of these.
    init?(_ name: HeadText.Text) {
      let candidate: (StaticString, Self)? =
        switch name.count {
        case 4: ("host", .host)
        case 6: ("expect", .expect)
        case 10: ("connection", .connection)
        case 12: ("content-type", .contentType)
        case 13:
          name[0] | 0x20 == UInt8(ascii: "a") ? ("authorization", .authorization) : ("wsmanidentify", .wsmanIdentify)
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

extension String {
  /// The text of these bytes, which often is the same as one made before.
  fileprivate init(_ bytes: HeadText.Text, reusing known: String?) {
    if let known, known.utf8.withContiguousStorageIfAvailable({ $0.isSame(as: bytes) }) ?? false {
      self = known
    } else {
      self = String(decoding: bytes, as: UTF8.self)
    }
  }
}
