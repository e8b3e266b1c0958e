import Documents
import Model

extension System {
  /// One entry of `systems:`, all but its power section.
  init(_ reader: inout MappingReader, id: String, _ records: RecordReader) {
    self.init(id: id, name: records.name(&reader), kind: reader.choice("kind", of: SystemKind.self) ?? .server)
    uuid = reader.value("uuid", .uuid)
    if records.names.ids(of: [.system]).count == 1, id != System.onlyID, let node = reader.node("id") {
      reader.diagnostics.error(
        "a board's only system is '\(System.onlyID)', because clients ask for it by that name.", at: node)
    }
  }
}

extension ValueType where Value == String {
  /// A UUID with or without its dashes, as the model keeps it: 32 upper-case digits.
  static var uuid: Self {
    ValueType("a UUID such as 4c4c4544-0042-4d10-8051-b7c04f313233") { text in
      let digits = text.filter { $0 != "-" }.uppercased()
      let isHex = digits.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x46).contains($0) }
      return isHex && digits.utf8.count == 32 ? digits : nil
    }
  }
}
