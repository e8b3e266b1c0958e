import Engine
import Testing

struct PasswordTextTests {
  @Test(arguments: [
    ("secret12\n", "secret12"), ("secret12", "secret12"), ("secret12\r\n", "secret12"), ("first\nsecond\n", "first"),
    (" spaces stay \n", " spaces stay "), ("\nsecond\n", ""), ("", ""), ("no end of line\r", "no end of line\r"),
  ])
  func theFirstLineIsThePassword(text: String, expected: String) {
    #expect(PasswordText.password(in: Array(text.utf8)) == Array(expected.utf8))
  }
}
