/// Makes names into ids, each of them once.
struct Identifiers {
  private var taken: Set<String> = []

  /// `3.3V Standby` becomes `3.3v-standby`; a second one `3.3v-standby-2`.
  mutating func make(_ name: String) -> String {
    let plain = Self.plain(name)
    var id = plain
    var count = 1
    while !taken.insert(id).inserted {
      count += 1
      id = "\(plain)-\(count)"
    }
    return id
  }

  static func plain(_ name: String) -> String {
    var id = ""
    for character in name.lowercased() {
      let isKept =
        character.isASCII && (character.isLetter || character.isNumber || character == "." || character == "_")
      if isKept {
        id.append(character)
      } else if !id.isEmpty, id.last != "-" {
        id += "-"
      }
    }
    while id.last == "-" || id.last == "." { id.removeLast() }
    // Room for a number behind it.
    return id.isEmpty ? "unnamed" : String(id.prefix(56))
  }
}
