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
    #expect(Set(try Inputs.names("")).subtracting(["regressions"]) == names)
    #expect(Set(try Inputs.names("regressions")).isSubset(of: names))
  }

  @Test func emptyInputPasses() throws {
    for target in FuzzTarget.allCases { try target.run(UnsafeRawBufferPointer(start: nil, count: 0)) }
  }
}

private enum Inputs {
  /// `corpora`, beside this file's folder.
  static let root = #filePath.split(separator: "/").dropLast(2).map { "/" + $0 }.joined() + "/corpora"

  /// What is in a folder; nothing when there is no such folder.
  static func names(_ folder: String) throws -> [String] {
    let path = "\(root)/\(folder)"
    return access(path, R_OK) == 0 ? try DataFile.list(path) : []
  }

  /// The paths of a folder's files.
  static func list(_ folder: String) throws -> [String] {
    try names(folder).map { "\(root)/\(folder)/\($0)" }
  }
}
