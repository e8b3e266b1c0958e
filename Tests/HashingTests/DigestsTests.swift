import Hashing
import Testing

/// Published vectors: RFC 1321 A.5, FIPS 180-4 examples, RFC 7914 section 11.
struct DigestsTests {
  @Test(arguments: [
    ("", "d41d8cd98f00b204e9800998ecf8427e"),
    ("abc", "900150983cd24fb0d6963f7d28e17f72"),
    ("message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
  ])
  func md5(text: String, expected: String) {
    #expect(Hex.encode(MD5.digest(text.utf8)) == expected)
    #expect(Hex.encode(MD5.digest(Array(text.utf8))) == expected)
  }

  /// A thread's hash is used again and again.
  @Test func onesHashSaysNothingOfTheOneBefore() {
    for length in [0, 1, 55, 56, 63, 64, 65, 1000] {
      _ = MD5.digest([UInt8](repeating: 65, count: length))
      #expect(Hex.encode(MD5.digest("abc".utf8)) == "900150983cd24fb0d6963f7d28e17f72")
    }
  }

  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
  ])
  func sha256(text: String, expected: String) {
    #expect(Hex.encode(SHA256.digest(text.utf8)) == expected)
  }

  @Test func pbkdf2() {
    let key = PBKDF2.deriveKey(
      password: Array("passwd".utf8), salt: Array("salt".utf8), iterations: 1, byteCount: 64)
    #expect(
      key.map { Hex.encode($0) }
        == "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
        + "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783")
  }

  @Test func keyDerivationRefusesWhatCannotBeSafe() {
    let password = Array("passwd".utf8)
    #expect(PBKDF2.deriveKey(password: password, salt: [], iterations: 1, byteCount: 32) == nil)
    #expect(PBKDF2.deriveKey(password: password, salt: [1], iterations: 0, byteCount: 32) == nil)
    #expect(PBKDF2.deriveKey(password: password, salt: [1], iterations: 1, byteCount: 0) == nil)
  }
}
