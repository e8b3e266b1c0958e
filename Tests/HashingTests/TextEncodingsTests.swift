import Hashing
import Testing

struct TextEncodingsTests {
  @Test func hexRoundTrip() {
    let all = Array(UInt8.min...UInt8.max)
    let text = Hex.encode(all)
    #expect(text.hasPrefix("000102"))
    #expect(text.hasSuffix("fdfeff"))
    #expect(Hex.decode(text.utf8) == all)
    #expect(Hex.decode(text.uppercased().utf8) == all)
  }

  @Test(arguments: ["0", "0g", "0x", " 00", "é0"])
  func hexRefuses(text: String) {
    #expect(Hex.decode(text.utf8) == nil)
  }

  /// RFC 4648 section 10.
  @Test(arguments: [
    ("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYg==", "foob"), ("Zm9vYmFy", "foobar"),
    ("YWRtaW46UEBzc3cwcmQ=", "admin:P@ssw0rd"),
  ])
  func base64(text: String, expected: String) {
    #expect(Base64.decode(text.utf8) == Array(expected.utf8))
  }

  @Test func base64UsesTheWholeStandardAlphabet() {
    #expect(Base64.decode("+/+/".utf8) == [0xfb, 0xff, 0xbf])
  }

  @Test(arguments: ["Zg", "Zg=", "Z===", "====", "Zg==Zg==", "Zm 9", "Zm9\n", "Zh==", "Zm9=", "-_-_"])
  func base64Refuses(text: String) {
    #expect(Base64.decode(text.utf8) == nil)
  }
}
