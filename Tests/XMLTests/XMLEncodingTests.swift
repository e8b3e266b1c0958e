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
    arguments: ["UTF-7", "IBM037", "UTF-32", "Shift_JIS"])
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

  @Test("An empty charset says nothing") func emptyCharset() throws {
    #expect(try read("<r>é</r>", charset: "").root.text.string == "é")
    let latin1 = Array("<?xml version='1.0' encoding='ISO-8859-1'?><r>".utf8) + [0xE9] + Array("</r>".utf8)
    #expect(try read(latin1, charset: "").root.text.string == "é")
  }

  @Test("Said to be UTF-16, and not") func notUTF16() {
    for (text, charset) in [("<r/>", "utf-16"), ("<?xml version='1.0' encoding='UTF-16LE'?><r/>", nil)]
      as [(String, String?)]
    {
      do {
        _ = try read(text, charset: charset)
        Issue.record("accepted")
      } catch {
        #expect(
          error.description == "The XML is not well-formed: it is said to be \(charset ?? "UTF-16LE") and is not.")
      }
    }
  }

  @Test("Surrogates that do not make a pair, wherever they stand, in both byte orders") func surrogates() {
    for units: [UInt16] in [[0xD800], [0xDC00], [0xDC00, 0xD800], [0xD800, 0xD800, 0xDC00], [0xDBFF, 0x0041]] {
      for bigEndian in [false, true] {
        var bytes = utf16("<r>", bigEndian: bigEndian)
        for unit in units {
          let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
          bytes += bigEndian ? [high, low] : [low, high]
        }
        bytes += utf16("</r>", bigEndian: bigEndian, mark: false)
        #expect(throws: XMLError(.malformed("the UTF-16 has half of a surrogate pair"))) { try read(bytes) }
        // Half of a pair, or of a unit, at the very end.
        #expect(throws: XMLError.self) { try read(utf16("<r/>", bigEndian: bigEndian) + [0xD8, 0xD8]) }
        #expect(throws: XMLError(.malformed("the UTF-16 ends within a character"))) {
          try read(utf16("<r/>", bigEndian: bigEndian) + [0xD8])
        }
      }
    }
  }

  @Test("NUL characters in UTF-16") func zeros() {
    for text in ["<r>\0</r>", " \0<r/>", "<r/>\0"] {
      #expect(throws: XMLError(.malformed("there is a NUL character"))) { try read(utf16(text)) }
    }
  }

  @Test("UTF-32 is told from UTF-16, as which it begins, in both byte orders, with and without a mark") func utf32() {
    for scalars in ["\u{FEFF}<r/>", "<r/>"] {
      let big = scalars.unicodeScalars.flatMap { [0, 0, UInt8($0.value >> 8), UInt8($0.value & 0xFF)] }
      let little = scalars.unicodeScalars.flatMap { [UInt8($0.value & 0xFF), UInt8($0.value >> 8), 0, 0] }
      for bytes in [big, little] {
        #expect(throws: XMLError(.unsupportedCharacterSet("UTF-32"))) { try read(bytes) }
        let encoding = bytes.withUnsafeBytes { XMLEncoding.likely($0, charset: nil) }
        #expect(encoding == .utf8)
      }
    }
  }

  @Test("Declared one thing and sent another: the bytes count, then the transport, then the declaration")
  func contradictions() throws {
    let declaredUTF8 = "<?xml version='1.0' encoding='utf-8'?><r>é</r>"
    #expect(try read(utf16(declaredUTF8), charset: "utf-8").root.text.string == "é")
    #expect(try read(Array("\u{FEFF}<r>é</r>".utf8), charset: "iso-8859-1").root.text.string == "é")
    #expect(try read(declaredUTF8, charset: "iso-8859-1").root.text.string == "Ã©")
    let ebcdic: [UInt8] = [0x4C, 0x6F, 0xA7, 0x94, 0x93]
    #expect(throws: XMLError.self) { try read(ebcdic) }
    // UTF-7 and overlong forms could hide `<` and quotation marks.
    #expect(try read("<r>+ADw-</r>").root.text.string == "+ADw-")
    #expect(throws: XMLError.self) { try read(Array("<r>".utf8) + [0xC0, 0xBC] + Array("</r>".utf8)) }
    #expect(throws: XMLError.self) { try read(Array("<r>".utf8) + [0xE0, 0x80, 0xBC] + Array("</r>".utf8)) }
  }
}
