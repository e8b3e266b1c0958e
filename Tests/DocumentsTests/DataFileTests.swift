import Documents
import TestSupport
import Testing

@Suite("Data files")
struct DataFileTests {
  @Test("are read whole, up to the limit")
  func limit() throws {
    let directory = TemporaryDirectory()
    directory.write("0123456789", to: "a.yaml")
    let path = directory.path(of: "a.yaml")
    #expect(try DataFile.read(path, limit: 10) == Array("0123456789".utf8))
    #expect(throws: FileError(path: path, kind: .tooLarge(limit: 9))) { try DataFile.read(path, limit: 9) }
  }

  @Test("that grow or hide their size are bounded all the same")
  func unsized() throws {
    #expect(try !DataFile.read("/proc/self/status").isEmpty)
    #expect(throws: FileError(path: "/proc/self/status", kind: .tooLarge(limit: 16))) {
      try DataFile.read("/proc/self/status", limit: 16)
    }
  }

  @Test("that are missing, or no files, say so")
  func missing() throws {
    #expect(throws: FileError(path: "/nonexistent/a", kind: .notFound)) { try DataFile.read("/nonexistent/a") }
    #expect(throws: FileError(path: "/tmp", kind: .notARegularFile)) { try DataFile.read("/tmp") }
    #expect(FileError(path: "/x", kind: .notFound).description == "/x: there is no such file.")
  }

  @Test("are listed in the order of their bytes, hidden ones and other endings left out")
  func listing() throws {
    let directory = TemporaryDirectory()
    for name in ["b.yaml", "a.yaml", "B.yaml", "note.txt"] { directory.write("", to: name) }
    #expect(try DataFile.list(directory.path, suffix: ".yaml") == ["B.yaml", "a.yaml", "b.yaml"])
    #expect(throws: FileError(path: "/nonexistent", kind: .notFound)) { try DataFile.list("/nonexistent") }
  }
}
