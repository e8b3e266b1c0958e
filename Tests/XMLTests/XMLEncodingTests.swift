import Testing
import XML

@Suite("Character sets") struct XMLEncodingTests {
  let text = "<r Name='ä'>é€\u{1F600}</r>"
  let meant = "é€\u{1F600}"

  private func utf16(_ text: String, bigEndian: Bool = false, mark: Bool = true) -> [UInt8] {
    ((mark ? [0xFEFF] : []) + Array(text.utf16)).flatMap { unit in
      bigEndian ? [UInt8(unit >> 8), UInt8(unit & 0xFF)] : [UInt8(unit & 0xFF), UInt8(unit >> 8)]
    }
  }

  @Test("UTF-8 with and without a mark, declared or not") func utf8() throws {
    for start in ["", "\u{FEFF}", "<?xml version='1.0' encoding='utf-8'?>", "\u{FEFF}<?xml version=\"1.0\"?>\n"] {
      let tree = try read(start + text)
      #expect(tree.root.text.string == meant)
      #expect(tree.encoding == .utf8)
    }
  }

  @Test("UTF-16 in both byte orders, with and without a mark, whatever it declares") func utf16() throws {
    for declaration in ["", "<?xml version='1.0' encoding='UTF-16'?>", "<?xml version='1.0' encoding='utf-8'?>"] {
      for bigEndian in [false, true] {
        for mark in [false, true] {
          let tree = try read(utf16(declaration + text, bigEndian: bigEndian, mark: mark), charset: "UTF-16")
          #expect(tree.root.text.string == meant)
          #expect(tree.root.attribute(plainName)?.string == "ä")
          #expect(tree.encoding == (bigEndian ? .utf16BigEndian : .utf16LittleEndian))
        }
      }
    }
  }

  @Test("Latin-1 by declaration; the charset of the transport counts more") func latin1() throws {
    let declaration = Array("<?xml version='1.0' encoding='ISO-8859-1'?>".utf8)
    let bytes = declaration + Array("<r>".utf8) + [0xE9] + Array("</r>".utf8)
    #expect(try read(bytes).root.text.string == "é")
    #expect(throws: XMLError.self) { try read(bytes, charset: "utf-8") }
    #expect(try read(declaration + Array("<r>é</r>".utf8), charset: "utf-8").root.text.string == "é")
  }

  @Test(
    "Others are refused by name: they could hide a tag from the bounds",
    arguments: ["UTF-7", "IBM037", "UTF-32", "Shift_JIS", "utf-16"])
  func unsupported(name: String) {
    let declared = "<?xml version='1.0' encoding='\(name)'?><r/>"
    #expect(refusal { () throws(XMLError) in try read(declared) } == .unsupportedCharacterSet(name))
    #expect(refusal { () throws(XMLError) in try read("<r/>", charset: name) } == .unsupportedCharacterSet(name))
  }

  @Test("Half a pair, and half a unit") func brokenUTF16() {
    let half: [UInt8] = [0xFF, 0xFE, 0x3C, 0, 0x72, 0, 0x3E, 0, 0x00, 0xD8, 0x3C, 0, 0x2F, 0, 0x72, 0, 0x3E, 0]
    #expect(throws: XMLError.self) { try read(half) }
    #expect(throws: XMLError.self) { try read(utf16("<r/>") + [0x20]) }
  }
}
