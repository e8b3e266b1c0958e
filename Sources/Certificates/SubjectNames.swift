internal import SwiftASN1
internal import X509

/// The host names and addresses that a certificate is for (RFC 5280 4.2.1.6), each once, in their order.
public struct SubjectNames: Hashable, Sendable {
  /// Names and addresses of one certificate.
  public static let limit = 100

  /// In lower case, as host names know none.
  public private(set) var names: [String] = []
  /// As inet_ntop(3) writes them.
  public private(set) var addresses: [String] = []

  public init() {}

  public var isEmpty: Bool { names.isEmpty && addresses.isEmpty }

  /// All of them, names first.
  public var all: [String] { names + addresses }

  /// Adds a host name, or an address in its usual form. False for text that is neither, and once there are `limit`.
  @discardableResult
  public mutating func add(_ text: String) -> Bool {
    guard all.count < Self.limit else { return false }
    if let bytes = IPText.bytes(text), let address = IPText.text(bytes) {
      if !addresses.contains(address) { addresses.append(address) }
      return true
    }
    let name = text.lowercased()
    guard Self.isHostName(name) else { return false }
    if !names.contains(name) { names.append(name) }
    return true
  }

  /// Adds the address of a URL that an agent listens on, unless it stands for all addresses or cannot be reached from
  /// elsewhere.
  public mutating func add(listener url: String) {
    var host = url.drop { $0 != "/" }.drop { $0 == "/" }
    if host.first == "[" {
      host = host.dropFirst().prefix { $0 != "]" }
    } else {
      host = host.prefix { $0 != ":" }
    }
    guard let bytes = IPText.bytes(String(host)), bytes.contains(where: { $0 != 0 }),
      bytes.count == 4 ? bytes[0] != 127 : bytes != [UInt8](repeating: 0, count: 15) + [1]
    else { return }
    add(String(host))
  }

  public func union(_ other: SubjectNames) -> SubjectNames {
    var result = self
    for text in other.all { result.add(text) }
    return result
  }

  /// Those that a client would not find in a certificate with the names `have`. Wildcards stand for one label.
  public func missing(from have: SubjectNames) -> [String] {
    names.filter { name in !have.names.contains { Self.covers($0, name) } }
      + addresses.filter { !have.addresses.contains($0) }
  }

  private static func covers(_ pattern: String, _ name: String) -> Bool {
    if pattern == name { return true }
    guard pattern.hasPrefix("*."), let dot = name.firstIndex(of: ".") else { return false }
    return name[dot...] == pattern.dropFirst(1)
  }

  /// Letters, digits, hyphens and underscores in labels of at most 63, with a wildcard for the first label at most.
  private static func isHostName(_ name: String) -> Bool {
    guard (1...253).contains(name.utf8.count) else { return false }
    let labels = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    let rest =
      labels.first.map { $0.elementsEqual("*".utf8) } == true && labels.count > 1 ? labels.dropFirst() : labels[...]
    return rest.allSatisfy { label in
      (1...63).contains(label.count) && label.first != UInt8(ascii: "-")
        && label.allSatisfy { byte in
          switch byte {
          case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
            UInt8(ascii: "_"):
            true
          default: false
          }
        }
    }
  }
}

extension SubjectNames {
  init(_ certificate: Certificate) {
    self.init(try? certificate.extensions.subjectAlternativeNames)
  }

  init(_ generalNames: SubjectAlternativeNames?) {
    for case let name in generalNames ?? SubjectAlternativeNames() {
      switch name {
      case .dnsName(let text): add(text)
      case .ipAddress(let bytes): if let text = IPText.text(bytes.bytes) { add(text) }
      default: break
      }
    }
  }

  var generalNames: SubjectAlternativeNames {
    SubjectAlternativeNames(
      names.map { .dnsName($0) }
        + addresses.compactMap { IPText.bytes($0) }.map { .ipAddress(ASN1OctetString(contentBytes: $0[...])) })
  }
}
