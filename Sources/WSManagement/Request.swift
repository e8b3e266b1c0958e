public import Model

/// Who sent a request, as the transport found out.
public struct Identity: Hashable, Sendable {
  public var name: String
  /// IP address, or `local`.
  public var address: String

  public init(name: String, address: String) {
    self.name = name
    self.address = address
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
    for parameter in (contentType ?? "").split(separator: ";").dropFirst() {
      let sides = parameter.split(separator: "=", maxSplits: 1)
      guard sides.count == 2, sides[0].withoutSpaces.lowercased() == "charset" else { continue }
      let value = sides[1].withoutSpaces
      return value.hasPrefix("\"") && value.hasSuffix("\"") ? String(value.dropFirst().dropLast()) : value
    }
    return nil
  }
}

extension Substring {
  fileprivate var withoutSpaces: String { String(filter { $0 != " " && $0 != "\t" }) }
}
