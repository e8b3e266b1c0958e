/// Reads what a server sent on one connection, the way a strict client would.
enum HTTPAnswers {
  private static let statuses: Set<String> = [
    "200", "400", "401", "404", "405", "408", "413", "415", "417", "431", "501", "503",
  ]

  /// The number of final answers. Throws unless the bytes are whole answers and nothing else.
  static func read(_ bytes: [UInt8]) throws(Violation) -> Int {
    var rest = bytes[...]
    var count = 0
    var isClosed = false
    while !rest.isEmpty {
      guard let end = bytes.place(of: "\r\n\r\n", from: rest.startIndex) else {
        throw Violation("half an answer: \(text(rest))")
      }
      let head = rest[..<end]
      rest = rest[(end + 4)...]
      try require(!isClosed, "an answer follows one that said it was the last")
      let lines = head.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(text)
      let status = lines[0].split(separator: " ", maxSplits: 2).map(String.init)
      try require(status.first == "HTTP/1.1" && status.count >= 2, "an answer begins with \(lines[0])")
      if status[1] == "100" {
        try require(lines.count == 1, "100 has header fields")
        continue
      }
      try require(statuses.contains(status[1]), "the status is \(status[1])")
      count += 1
      let fields = try Self.fields(lines.dropFirst())
      guard let length = fields["content-length"].flatMap({ Int($0) }) else {
        throw Violation("an answer has no length: \(text(head))")
      }
      try require(status[1] != "401" || fields["www-authenticate"] != nil, "401 has no challenge")
      try require(status[1] != "405" || fields["allow"] != nil, "405 does not say what is allowed")
      isClosed = fields["connection"] == "close"
      // The answer to a HEAD has the length of a body, and no body: another answer follows, or nothing.
      let isHeadOnly = length > 0 && (rest.isEmpty || rest.starts(with: Array("HTTP/1.1 ".utf8)))
      if isHeadOnly { continue }
      try require(rest.count >= length, "\(rest.count) bytes of a body of \(length)")
      rest = rest.dropFirst(length)
    }
    return count
  }

  private static func fields(_ lines: ArraySlice<String>) throws(Violation) -> [String: String] {
    var fields: [String: String] = [:]
    for line in lines {
      guard let colon = line.firstIndex(of: ":"), colon != line.startIndex else {
        throw Violation("not a header field: \(line)")
      }
      let name = line[..<colon].lowercased()
      try require(fields[name] == nil, "\(name) comes twice")
      fields[name] = String(line[line.index(after: colon)...].drop { $0 == " " })
    }
    return fields
  }

  /// Without a carriage return at the end; one elsewhere would be an injected field.
  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.last == 0x0D ? bytes.dropLast() : bytes, as: UTF8.self)
  }
}
