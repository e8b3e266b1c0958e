import Glibc

/// The files of this repository.
public enum Repository {
  /// The directory that holds `profiles/`: above this file.
  public static let root: String = {
    var directory = String(#filePath)
    while let slash = directory.lastIndex(of: "/") {
      directory = String(directory[..<slash])
      if access(directory + "/profiles/schema/cim.table", R_OK) == 0 { return directory }
    }
    fatalError("profiles/ is not above \(#filePath)")
  }()
}
