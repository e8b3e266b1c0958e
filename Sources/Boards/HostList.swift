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
    let text = String(decoding: try DataFile.read(path), as: UTF8.self)
    var nodes: [Node] = []
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let blank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" }
      var end = line.startIndex
      for index in line.indices {
        if line[index] == "#", index == line.startIndex || blank(line[line.index(before: index)]) { break }
        if !blank(line[index]) { end = line.index(after: index) }
      }
      let content = line[..<end].drop(while: blank)
      guard !content.isEmpty else { continue }
      let column = line.distance(from: line.startIndex, to: content.startIndex) + 1
      nodes.append(
        Node(
          file: path, position: SourcePosition(line: number + 1, column: column),
          content: .scalar(String(content), isPlain: true)))
    }
    return nodes
  }
}
