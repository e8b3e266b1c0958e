public import Model

/// Who sent a request, as the transport found out.
public struct Identity: Hashable, Sendable {
  public var name: String
  /// IP address, or `local`.
  public var address: String
  /// Whether it may see what is managed; without that it may ask for Identify only.
  public var mayRead: Bool

  public init(name: String, address: String, mayRead: Bool = true) {
    self.name = name
    self.address = address
    self.mayRead = mayRead
  }
}

/// One HTTP request with what it is answered from.
public struct WSManagementRequest {
  /// Valid during the call only.
  public var body: UnsafeRawBufferPointer
  public var contentType: String?
  /// Nil for a client that has not authenticated: it may ask for Identify, and nothing else.
  public var caller: Identity?
  public var now: Instant
  public var snapshot: Snapshot

  public init(
    body: UnsafeRawBufferPointer, contentType: String?, caller: Identity?, now: Instant, snapshot: Snapshot
  ) {
    self.body = body
    self.contentType = contentType
    self.caller = caller
    self.now = now
    self.snapshot = snapshot
  }

  /// The charset parameter of the content type, quoted or not.
  var charset: String? {
    guard var type = contentType else { return nil }
    return type.withUTF8 { bytes in
      var rest = bytes[...]
      while let semicolon = rest.firstIndex(of: UInt8(ascii: ";")) {
        rest = rest[(semicolon + 1)...]
        let parameter = rest.prefix { $0 != UInt8(ascii: ";") }
        guard let equals = parameter.firstIndex(of: UInt8(ascii: "=")),
          parameter[..<equals].trimmed.elementsEqual("charset".utf8, by: { $0 | 0x20 == $1 })
        else { continue }
        return String(decoding: parameter[(equals + 1)...].trimmed, as: UTF8.self)
      }
      return nil
    }
  }
}

extension Slice<UnsafeBufferPointer<UInt8>> {
  /// Without spaces and quotation marks at either end.
  fileprivate var trimmed: Self {
    func isOuter(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == UInt8(ascii: "\"") }
    var inner = drop(while: isOuter)
    while let last = inner.last, isOuter(last) { inner.removeLast() }
    return inner
  }
}
