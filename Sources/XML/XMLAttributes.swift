/// Attributes to be written, one or several, escaped when they are made: those of every message are made once.
public struct XMLAttributes: Hashable, Sendable {
  /// Each with a space before it.
  let bytes: [UInt8]

  /// `name` is a constant of the program, with its prefix if it has one.
  public init(_ name: StaticString, _ value: String) { self.init(name: name.description, value) }

  /// Declares a prefix.
  public init(declaring prefix: String, as namespace: String) { self.init(name: "xmlns:" + prefix, namespace) }

  /// An attribute of a document that was read; nil where its name is not one that is written. `prefix` is declared
  /// by the caller.
  public init?(_ prefix: String?, checking local: String, _ value: XMLText) {
    guard let tag = XMLTag(prefix ?? "x", checking: local) else { return nil }
    self.init(name: prefix == nil ? local : tag.qualified, value.string)
  }

  private init(name: String, _ value: String) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(name.utf8.count + value.utf8.count + 4)
    bytes.append(UInt8(ascii: " "))
    bytes.append(contentsOf: name.utf8)
    bytes.append(UInt8(ascii: "="))
    bytes.append(UInt8(ascii: "\""))
    bytes.appendXMLAttribute(value)
    bytes.append(UInt8(ascii: "\""))
    self.bytes = bytes
  }

  /// All of them in this order. No two have the same name.
  public init(_ parts: [XMLAttributes]) { bytes = parts.flatMap(\.bytes) }
}
