import CIM
import Documents
import Model
import TestSupport

extension Repository {
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
