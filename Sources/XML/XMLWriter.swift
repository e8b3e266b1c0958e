/// Appends XML to an array of bytes: always well-formed and escaped, without white space, and with an end tag for
/// every element (`<x></x>`, never `<x/>`).
public struct XMLWriter {
  public private(set) var bytes: [UInt8] = []
  private var open: [XMLTag] = []

  public init(reserving count: Int = 0) { bytes.reserveCapacity(count) }

  /// The XML declaration, before everything else. `encoding` is what the bytes will be in when they are sent.
  public mutating func declaration(encoding: StaticString = "UTF-8") {
    precondition(bytes.isEmpty, "the declaration comes first")
    append("<?xml version=\"1.0\" encoding=\"")
    append(encoding)
    append("\"?>")
  }

  public mutating func start(_ tag: XMLTag) {
    appendStart(tag)
    bytes.append(UInt8(ascii: ">"))
  }

  public mutating func start(_ tag: XMLTag, attributes: [XMLAttributes]) {
    appendStart(tag)
    for some in attributes { bytes.append(contentsOf: some.bytes) }
    bytes.append(UInt8(ascii: ">"))
  }

  /// Closes the element opened last.
  public mutating func end() {
    guard let tag = open.popLast() else { preconditionFailure("no element is open") }
    appendEnd(tag)
  }

  public mutating func text(_ text: String) { bytes.appendXMLText(text) }

  /// Text of a document that was read.
  public mutating func text(_ text: XMLText) { text.withBytes { bytes.appendXMLText($0) } }

  public mutating func number(_ value: UInt64) { bytes.appendDecimal(value) }

  public mutating func number(_ value: Int64) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    bytes.appendDecimal(value.magnitude)
  }

  /// An element that holds text only.
  public mutating func element(_ tag: XMLTag, _ content: String = "") {
    appendOpening(tag)
    bytes.append(UInt8(ascii: ">"))
    text(content)
    appendEnd(tag)
  }

  public mutating func element(_ tag: XMLTag, attributes: XMLAttributes, _ content: String) {
    start(tag, attributes: [attributes])
    text(content)
    end()
  }

  /// Elements made before, their class prefix followed by `number` (0 for none: `p`, `p1`, `p2` …).
  public mutating func fragment(_ fragment: XMLFragment, prefixNumber number: Int = 0) {
    precondition(!open.isEmpty, "a fragment stands inside an element")
    fragment.append(to: &bytes, prefixNumber: number)
  }

  /// What was written since it was empty, which must be complete.
  public func finished() -> [UInt8] {
    precondition(open.isEmpty, "an element is still open")
    return bytes
  }

  private mutating func appendEnd(_ tag: XMLTag) {
    append("</")
    append(tag.qualified)
    bytes.append(UInt8(ascii: ">"))
  }

  private mutating func appendStart(_ tag: XMLTag) {
    appendOpening(tag)
    open.append(tag)
  }

  private mutating func appendOpening(_ tag: XMLTag) {
    bytes.append(UInt8(ascii: "<"))
    append(tag.qualified)
  }

  private mutating func append(_ name: String) { bytes.append(contentsOf: name.utf8) }

  private mutating func append(_ text: StaticString) { text.withUTF8Buffer { bytes.append(contentsOf: $0) } }
}

extension Array where Element == UInt8 {
  mutating func appendDecimal(_ value: UInt64) {
    guard value >= 10 else { return append(UInt8(ascii: "0") + UInt8(value)) }
    let start = count
    var rest = value
    while rest > 0 {
      append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    }
    self[start...].reverse()
  }
}
