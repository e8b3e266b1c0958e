import Documents
import Model

extension RedundancySet {
  /// One entry of `redundancy:`.
  init?(_ reader: inout MappingReader, id: String, _ records: RecordReader) {
    let name = records.name(&reader)
    let system = records.system(&reader)
    let needed = reader.required("needed", ValueType<Int>.integer(in: 1...63))
    guard let list = reader.requiredNode("of"), case .sequence(let items) = list.content else {
      if let node = reader.node("of") {
        reader.diagnostics.error("'of' is a list of fans, or of supplies, such as [psu1, psu2].", at: node)
      }
      return nil
    }
    // All of the kind that the first of them is.
    let first = items.first?.text ?? ""
    let kind = records.names.resolve(first, among: [.fan, .supply])?.kind
    let members = items.compactMap { records.reference($0, "of", to: kind.map { [$0] } ?? [.fan, .supply]) }
    if Set(members).count != members.count {
      reader.diagnostics.error("a device can be in a set only once.", at: list)
    }
    if let needed, members.count == items.count, needed >= members.count {
      reader.diagnostics.error(
        "where \(needed) of \(members.count) are needed, none can be spared; 'needed' must be less.", at: list)
    }
    self.init(id: id, name: name, system: system, members: members, needed: needed ?? 0)
  }
}
