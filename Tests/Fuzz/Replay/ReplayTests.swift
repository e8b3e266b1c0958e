import Documents
import Glibc
import Testing

/// The inputs kept in `corpora` do no harm: seeds, and in `regressions` everything that once did.
struct ReplayTests {
  @Test(arguments: FuzzTarget.allCases)
  func everyKeptInputPasses(target: FuzzTarget) throws {
    for folder in ["", "regressions/"] {
      let inputs = try Inputs.list("\(folder)\(target.rawValue)")
      #expect(!inputs.isEmpty || !folder.isEmpty, "\(target) has no seeds")
      for input in inputs {
        let bytes = try DataFile.read(input)
        do throws(Violation) {
          try bytes.withUnsafeBytes { bytes in
            Result { () throws(Violation) in try target.run(bytes) }
          }.get()
        } catch {
          Issue.record("\(input): \(error)")
        }
      }
    }
  }

  @Test func everyFolderOfInputsBelongsToATarget() throws {
    let names = Set(FuzzTarget.allCases.map(\.rawValue))
    #expect(Set(try DataFile.list(Inputs.root)).subtracting(["regressions"]) == names)
    #expect(Set(try DataFile.list(Inputs.root + "/regressions")).isSubset(of: names))
  }

  @Test func emptyInputPasses() throws {
    for target in FuzzTarget.allCases { try target.run(UnsafeRawBufferPointer(start: nil, count: 0)) }
  }
}

private enum Inputs {
  /// `corpora`, beside this file's folder.
  static let root = #filePath.split(separator: "/").dropLast(2).map { "/" + $0 }.joined() + "/corpora"

  /// The paths of a folder's files; none when there is no such folder.
  static func list(_ folder: String) throws -> [String] {
    let path = "\(root)/\(folder)"
    guard access(path, R_OK) == 0 else { return [] }
    return try DataFile.list(path).map { "\(path)/\($0)" }
  }
}
