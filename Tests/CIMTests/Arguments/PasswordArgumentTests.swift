import Testing

@testable import CIM

/// Passwords as octet strings (DSP0004 5.6.3.35), as different clients write them.
struct PasswordArgumentTests {
  @Test(
    arguments: [
      ("", []), ("00", [0]), ("6162", [0x61, 0x62]), ("6A6B", [0x6A, 0x6B]), ("6a6b", [0x6A, 0x6B]),
      // With four octets of length before them, themselves included.
      ("000000066162", [0x61, 0x62]), ("00000004", []),
      // Another number than the length is part of the password.
      ("000000076162", [0, 0, 0, 7, 0x61, 0x62]),
    ] as [(String, [UInt8])])
  func octets(digits: String, octets: [UInt8]) {
    #expect(PasswordArgument.octets(digits) == octets)
  }

  @Test func aDigestMayBeWrittenInDigits() {
    let digest = [UInt8](0..<16)
    #expect(PasswordArgument.digest(digest) == digest)
    #expect(PasswordArgument.digest(Array("000102030405060708090a0b0c0d0e0f".utf8)) == digest)
    #expect(PasswordArgument.digest(Array("not thirty-two hexadecimal digit".utf8)).count == 32)
  }
}
