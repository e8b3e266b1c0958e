import CIM
import Documents
import Glibc
import Model

/// The files of this repository.
enum Repository {
  /// The directory that holds `profiles/`: above this file, or above the working directory.
  static let root: String = {
    var directory = String(#filePath)
    while !directory.isEmpty {
      if access(directory + "/profiles/schema/cim.table", R_OK) == 0 { return directory }
      directory = String(directory[..<(directory.lastIndex(of: "/") ?? directory.startIndex)])
    }
    fatalError("profiles/ is not above \(#filePath)")
  }()

  static let schemaBytes: [UInt8] = try! DataFile.read(root + "/profiles/schema/cim.table")
}

/// A shipped view, loaded once, with what was said while loading.
struct Shipped {
  let view: CIMView
  let said: [String]

  static let plain = Shipped(compatibility: nil)
  static let compatible = Shipped(compatibility: "amt")

  /// What is said when a view is made of these directories.
  static func load(_ directories: [String]) -> [String] {
    let diagnostics = Diagnostics()
    _ = CIMView.load(dataDirectories: directories, compatibility: nil, diagnostics: diagnostics)
    return diagnostics.all.map(\.description)
  }

  private init(compatibility: String?) {
    let diagnostics = Diagnostics()
    view = CIMView.load(
      dataDirectories: [Repository.root], compatibility: compatibility, diagnostics: diagnostics)
    said = diagnostics.all.map(\.description)
  }
}
