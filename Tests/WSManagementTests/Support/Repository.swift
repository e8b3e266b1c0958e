import CIM
import Documents
import Glibc

/// The shipped profiles, on which these tests ask their questions.
enum Shipped {
  static let view = CIMView.load(dataDirectories: [root], compatibility: nil, diagnostics: Diagnostics())
  static let compatibleView = CIMView.load(dataDirectories: [root], compatibility: "amt", diagnostics: Diagnostics())

  /// The directory that holds `profiles/`: above this file.
  static let root: String = {
    var directory = String(#filePath)
    while !directory.isEmpty {
      if access(directory + "/profiles/schema/cim.table", R_OK) == 0 { return directory }
      directory = String(directory[..<(directory.lastIndex(of: "/") ?? directory.startIndex)])
    }
    fatalError("profiles/ is not above \(#filePath)")
  }()
}
