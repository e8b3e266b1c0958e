import Model

extension [Content] {
  /// Without references to records that were left out for a mistake of their own; those were reported already.
  func withoutDanglingReferences() -> [Content] {
    let present = Set(map(\.id))
    func kept(_ id: ObjectID?) -> ObjectID? { id.flatMap { present.contains($0) ? $0 : nil } }
    func kept(_ kind: ObjectKind, _ id: String?) -> String? { kept(id.map { ObjectID(kind, $0) })?.id }
    return map { content in
      switch content {
      case .system, .supply, .job, .account, .role, .directory, .log, .entry, .boot, .bootSource: return content
      case .redundancy(var set):
        set.members = set.members.compactMap(kept)
        return .redundancy(set)
      case .sensor(var sensor):
        sensor.measures = kept(sensor.measures)
        return .sensor(sensor)
      case .fan(var fan):
        fan.tachometer = kept(.sensor, fan.tachometer)
        return .fan(fan)
      case .part(var part):
        part.container = kept(.part, part.container)
        part.realizes = kept(part.realizes)
        return .part(part)
      case .firmware(var image):
        image.target = kept(image.target)
        return .firmware(image)
      }
    }
  }
}
