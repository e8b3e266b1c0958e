import Documents

/// One host of a group: what it is called, and where its BMC is.
struct HostEntry: Hashable, Sendable {
  var id: String
  var address: HostAddress
}

extension ValueType where Value == [HostEntry] {
  /// `name address`, either of which may have a range; with ranges it stands for as many hosts.
  static var hosts: Self {
    ValueType("'name address' such as node1 10.0.1.1, or node[001-120] 10.0.1.[1-120]") {
      (text) throws(Refusal) -> [HostEntry]? in
      let words = text.split { $0 == " " || $0 == "\t" }
      guard words.count == 2 else { return nil }
      let names = try HostRange(words[0])
      let addresses = try HostRange(words[1])
      guard names.count == addresses.count, names.isRange == addresses.isRange else {
        throw Refusal(
          message: "names \(inWords(names.count, "host")) but \(inWords(addresses.count, "address", "es")); "
            + "both need a range of the same length.")
      }
      var entries: [HostEntry] = []
      entries.reserveCapacity(names.count)
      for (name, address) in zip(names.words, addresses.words) {
        guard RecordReader.isIdentifier(name) else {
          throw Refusal(message: "needs a name of \(RecordReader.identifierRule); '\(name)' is not.")
        }
        entries.append(HostEntry(id: name, address: try HostAddress(parsing: address)))
      }
      return entries
    }
  }

  private static func inWords(_ count: Int, _ word: String, _ plural: String = "s") -> String {
    count == 1 ? "one \(word)" : "\(count) \(word)\(plural)"
  }
}

/// A file with one host, or range of hosts, a line. What follows a `#` that begins a word is a comment.
enum HostFile {
  /// Its lines as nodes, so that they are read as those of a board file are, and mistakes have their place in it.
  static func lines(of path: String) throws(FileError) -> [Node] {
    let lines = try DataFile.read(path).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    return lines.enumerated().compactMap { number, line in
      let start = line.firstIndex { !isBlank($0) } ?? line.endIndex
      let content = withoutComment(line[start...])
      guard !content.isEmpty else { return nil }
      let column = String(decoding: line[..<start], as: UTF8.self).count + 1
      return Node(
        file: path, position: SourcePosition(line: number + 1, column: column),
        content: .scalar(String(decoding: content, as: UTF8.self), isPlain: true))
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

  /// What begins with a word, up to the last one before a comment.
  private static func withoutComment(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let mark = line.indices.first { index in
      line[index] == UInt8(ascii: "#") && (index == line.startIndex || isBlank(line[index - 1]))
    }
    let content = line[..<(mark ?? line.endIndex)]
    let end = content.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? content.startIndex
    return content[..<end]
  }
}
