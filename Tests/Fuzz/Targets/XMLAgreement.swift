import XML

/// What the reader makes of a document, written out and read again, is the same.
enum XMLAgreement {
  static func check(_ input: UnsafeRawBufferPointer) throws(Violation) {
    guard let tree = try? XMLParser(vocabulary: XMLVocabulary([])).parse(input) else { return }
    var text: [UInt8] = []
    print(tree.root, to: &text)
    // Each element declares its namespace anew here, which takes more than the reader allows a client.
    var limits = XMLLimits()
    limits.size = 64 << 20
    limits.tag = 64 << 10
    limits.namespaces = 1 << 20
    let again: XMLTree
    do throws(XMLError) {
      again = try text.withUnsafeBytes { bytes in
        Result { () throws(XMLError) in try XMLParser(vocabulary: XMLVocabulary([]), limits: limits).parse(bytes) }
      }.get()
    } catch {
      throw Violation("what was read cannot be read again: \(error)")
    }
    var textAgain: [UInt8] = []
    print(again.root, to: &textAgain)
    try require(text == textAgain, "what was read reads differently the second time")
  }

  private static func print(_ element: XMLElement, to text: inout [UInt8]) {
    text += Array("<e:\(element.localName) xmlns:e=\"".utf8)
    let isPlain = element.namespace.isEmpty
    if isPlain {
      // A prefix cannot stand for no namespace.
      text.removeLast(" xmlns:e=\"".utf8.count + element.localName.utf8.count + "e:".utf8.count)
      text += Array(element.localName.utf8)
    } else {
      escape(Array(element.namespace.utf8), to: &text)
      text.append(UInt8(ascii: "\""))
    }
    for (number, attribute) in element.attributes.enumerated() {
      let name = attribute.qualifiedName
      if name.namespace.isEmpty {
        text += Array(" \(name.local)=\"".utf8)
      } else if name.namespace == "http://www.w3.org/XML/1998/namespace" {
        text += Array(" xml:\(name.local)=\"".utf8)
      } else {
        text += Array(" xmlns:a\(number)=\"".utf8)
        escape(Array(name.namespace.utf8), to: &text)
        text += Array("\" a\(number):\(name.local)=\"".utf8)
      }
      escape(attribute.value.bytes, to: &text)
      text.append(UInt8(ascii: "\""))
    }
    text.append(UInt8(ascii: ">"))
    escape(element.text.bytes, to: &text)
    for child in element.children { print(child, to: &text) }
    text += Array("</\(isPlain ? "" : "e:")\(element.localName)>".utf8)
  }

  /// By numbers, which are read the same in text and attributes.
  private static func escape(_ bytes: [UInt8], to text: inout [UInt8]) {
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "\""), 0x09, 0x0A, 0x0D:
        text += Array("&#\(byte);".utf8)
      default: text.append(byte)
      }
    }
  }
}
