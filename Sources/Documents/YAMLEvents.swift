import CLibYAML

/// What libyaml reports about a file, one event at a time, as Swift values.
struct YAMLEvent {
  enum Kind {
    case streamEnd
    case documentStart
    case scalar(String, isPlain: Bool)
    case sequenceStart, sequenceEnd
    case mappingStart, mappingEnd
    case alias
    /// Stream starts and document ends, which say nothing here.
    case other
  }

  var kind: Kind
  var position: SourcePosition
  /// An `&anchor` or a `!tag` was written at the node.
  var hasAnchor: Bool
  var hasTag: Bool
}

/// A file that cannot be read as YAML, or uses a part of it that data files do without.
struct YAMLProblem: Error {
  var message: String
  var position: SourcePosition?
}

/// A libyaml parser over bytes that outlive it.
final class YAMLEvents {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let bytes: UnsafeBufferPointer<UInt8>

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    parser = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    // Fails only without memory, where nothing can go on anyway.
    precondition(yaml_parser_initialize(parser) == 1, "out of memory")
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  func next() throws(YAMLProblem) -> YAMLEvent {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw problem }
    defer { yaml_event_delete(&event) }
    var hasAnchor = false
    var hasTag = false
    let kind: YAMLEvent.Kind
    switch event.type {
    case YAML_STREAM_END_EVENT: kind = .streamEnd
    case YAML_DOCUMENT_START_EVENT: kind = .documentStart
    case YAML_ALIAS_EVENT: kind = .alias
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      (hasAnchor, hasTag) = (scalar.anchor != nil, scalar.tag != nil)
      let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      kind = .scalar(text, isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE)
    case YAML_SEQUENCE_START_EVENT:
      (hasAnchor, hasTag) = (event.data.sequence_start.anchor != nil, event.data.sequence_start.tag != nil)
      kind = .sequenceStart
    case YAML_SEQUENCE_END_EVENT: kind = .sequenceEnd
    case YAML_MAPPING_START_EVENT:
      (hasAnchor, hasTag) = (event.data.mapping_start.anchor != nil, event.data.mapping_start.tag != nil)
      kind = .mappingStart
    case YAML_MAPPING_END_EVENT: kind = .mappingEnd
    default: kind = .other
    }
    return YAMLEvent(
      kind: kind, position: SourcePosition(event.start_mark), hasAnchor: hasAnchor, hasTag: hasTag)
  }

  /// libyaml's own words, put into a sentence, with a hint where people usually stumble.
  private var problem: YAMLProblem {
    let parser = self.parser.pointee
    let words = parser.problem.map { String(cString: $0) } ?? "it ends in the middle of something"
    if parser.error == YAML_READER_ERROR {
      return YAMLProblem(
        message: "this is not UTF-8 text (\(words)).", position: position(ofByte: Int(parser.problem_offset)))
    }
    var message = "this is not valid YAML: \(words)"
    if let context = parser.context.map({ String(cString: $0) }) {
      message += ", \(context)"
      if parser.context_mark.line < parser.problem_mark.line {
        message += " that begins in line \(SourcePosition(parser.context_mark).line)"
      }
    }
    if words.hasSuffix("cannot start any token") { message += " (indent with spaces, and quote texts that begin so)" }
    return YAMLProblem(message: message + ".", position: SourcePosition(parser.problem_mark))
  }

  private func position(ofByte offset: Int) -> SourcePosition {
    let before = bytes.prefix(min(offset, bytes.count))
    let newline = UInt8(ascii: "\n")
    let line = before.count { $0 == newline } + 1
    let start = before.lastIndex(of: newline).map { $0 + 1 } ?? 0
    return SourcePosition(line: line, column: before.count - start + 1)
  }
}

extension SourcePosition {
  fileprivate init(_ mark: yaml_mark_t) {
    self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }
}
