import Documents
import Testing
import Transport

@testable import Settings

/// `listen:` of the settings. What is wrong, and where, is told in Tests/Conformance/test_listeners.py.
@Suite struct ListenSettingsTests {
  /// What is read of this text, and how much was wrong with it.
  private func read(_ text: String, systems: [String] = ["blade1", "blade2"]) throws -> (found: [String], wrong: Int) {
    let diagnostics = Diagnostics()
    let root = try #require(YAML.parse(Array("listen: \(text)\n".utf8), file: "test.yaml", into: diagnostics))
    var reader = try #require(MappingReader(root, "the configuration", diagnostics))
    var settings = ListenSettings(systems: systems, diagnostics: diagnostics)
    let found = settings.read(&reader)
    reader.finish()
    return (found.map { "\($0.address)" + ($0.system.map { " \($0)" } ?? "") }, diagnostics.all.count)
  }

  @Test(arguments: [
    ("192.0.2.7", ["https://192.0.2.7:664", "https://192.0.2.7:5986"]),
    ("\"2001:db8::7\"", ["https://[2001:db8::7]:664", "https://[2001:db8::7]:5986"]),
    ("https://192.0.2.7", ["https://192.0.2.7:664"]), ("http://192.0.2.7", ["http://192.0.2.7:623"]),
    ("[127.0.0.1, http://127.0.0.2:1]", ["https://127.0.0.1:664", "https://127.0.0.1:5986", "http://127.0.0.2:1"]),
    ("{ address: 127.0.0.1, system: blade2 }", ["https://127.0.0.1:664 blade2", "https://127.0.0.1:5986 blade2"]),
    ("[{ url: http://127.0.0.1, system: blade1 }]", ["http://127.0.0.1:623 blade1"]),
    ("[http://127.0.0.1:0, http://127.0.0.1:0]", ["http://127.0.0.1:0", "http://127.0.0.1:0"]),
    (
      "[http://127.0.0.1:1, \"http://[::1]:1\", http://127.0.0.1:2]",
      ["http://127.0.0.1:1", "http://[::1]:1", "http://127.0.0.1:2"]
    ),
    ("~", []), ("[]", []),
  ])
  func addressesAreReadInTheirOrder(text: String, found: [String]) throws {
    let result = try read(text)
    #expect(result.found == found)
    #expect(result.wrong == 0)
  }

  @Test(arguments: [
    ("[nonsense, http://127.0.0.1:1]", ["http://127.0.0.1:1"]), ("0.0.0.0", []),
    ("[http://127.0.0.1:1, https://127.0.0.1:1]", ["http://127.0.0.1:1"]),
    ("[\"http://[::1]:1\", \"http://[0::1]:1\"]", ["http://[::1]:1"]),
    ("[127.0.0.1, https://127.0.0.1:5986]", ["https://127.0.0.1:664", "https://127.0.0.1:5986"]),
    ("{ address: 127.0.0.1, system: blade3 }", []), ("[[127.0.0.1]]", []),
  ])
  func whatIsWrongIsLeftOut(text: String, found: [String]) throws {
    let result = try read(text)
    #expect(result.found == found)
    #expect(result.wrong == 1)
  }
}
