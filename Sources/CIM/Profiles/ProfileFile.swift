import Documents

/// The parts of one profile file, before their meaning is looked at.
///
///     profile: Sensors
///     specification: DSP1009
///     organization: DMTF
///     version: 1.0.2
///     central: CIM_Sensor
///     referenced-by: [Base Server]
///     maps: …
///     classes: …
///     associations: …
///
/// A file that has only `maps` adds words for the others to use.
struct ProfileFile {
  struct Header {
    let name: String
    let specification: String?
    let organization: String
    let version: String
    let central: Node
    let referencedBy: [Node]
  }

  let root: Node
  let header: Header?
  let maps: [(name: String, key: Node, value: Node)]
  let classes: [Node]
  let associations: [Node]

  init?(_ root: Node, _ diagnostics: Diagnostics) {
    guard var reader = MappingReader(root, "a profile", diagnostics) else { return nil }
    self.root = root
    maps = reader.entries("maps")
    if reader.has("profile") {
      header = Header(&reader)
      classes = reader.each("classes")
      associations = reader.each("associations")
    } else {
      header = nil
      classes = []
      associations = []
    }
    reader.finish()
  }
}

extension ProfileFile.Header {
  /// Nil, and reported, when something needed is missing: then nothing of the file is served.
  fileprivate init?(_ reader: inout MappingReader) {
    let name = reader.requiredString("profile")
    specification = reader.string("specification")
    let organization = reader.requiredString("organization")
    let version = reader.required("version", .string)
    let central = reader.requiredNode("central")
    referencedBy = reader.each("referenced-by")
    guard let name, let organization, let version, let central else { return nil }
    let numbers = version.split(separator: ".", omittingEmptySubsequences: false)
    guard numbers.count == 3, numbers.allSatisfy({ UInt16($0) != nil }) else {
      reader.diagnostics.error(
        "'version' must be three numbers such as 1.0.2 (DSP1033), not '\(version)'.", at: reader.node("version")!)
      return nil
    }
    (self.name, self.organization, self.version, self.central) = (name, organization, version, central)
  }
}
