import Testing

@testable import Drivers

@Suite struct VersionTextTests {
  @Test(
    arguments: [
      ("2.14.0\n", "2.14.0"), ("U-Boot 2023.04\0", "U-Boot 2023.04"), ("  v1 \r\nmore", "v1"), ("", nil),
      ("\n1.0", nil),
      ("unknown\n", nil),
    ] as [(String, String?)])
  func theFirstLineOfAFileIsTheVersion(_ text: String, _ version: String?) {
    #expect(VersionText.firstLine(Array(text.utf8)) == version)
  }

  @Test(
    arguments: [
      ("VERSION_ID=12\n", "12"), ("VERSION_ID=\"2.14.0-rc1\"\n", "2.14.0-rc1"), ("VERSION_ID='a \\ b'", "a \\ b"),
      (#"VERSION_ID="a \"b\" \$c""#, "a \"b\" $c"), ("  VERSION_ID=12", "12"),
      // As a shell reads it, the last one counts.
      ("VERSION_ID=1\nVERSION_ID=2\n", "2"), ("#VERSION_ID=1\n", nil), ("VERSION_IDS=1\n", nil), ("VERSION_ID\n", nil),
      ("VERSION_ID=\n", nil), ("X=1\r\nVERSION_ID=3\r\n", "3"),
    ] as [(String, String?)])
  func theValueOfAKeyIsReadAsAShellReadsIt(_ text: String, _ version: String?) {
    #expect(VersionText.value(of: "VERSION_ID", in: Array(text.utf8)) == version)
  }
}
