import CIM
import Documents
import TestSupport

/// The shipped profiles, on which these tests ask their questions.
enum Shipped {
  static let view = load(compatibility: nil)
  static let compatibleView = load(compatibility: "amt")

  private static func load(compatibility: String?) -> CIMView {
    CIMView.load(dataDirectories: [Repository.root], compatibility: compatibility, diagnostics: Diagnostics())
  }
}
