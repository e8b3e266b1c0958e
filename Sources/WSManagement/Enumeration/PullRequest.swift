import XML

/// What the body of a Pull asks for (DSP0226 8.4). Some clients repeat the mode of the enumeration; it does not count.
struct PullRequest {
  private(set) var maxElements: Int?
  /// Characters that the items may have together.
  private(set) var maxCharacters: Int?

  init(_ content: XMLElement) throws(Fault) {
    for element in content.children {
      switch element.known {
      case .maxElements, .managementMaxElements: maxElements = try element.positiveNumber()
      case .maxCharacters: maxCharacters = try element.positiveNumber()
      case .maxTime: try Self.checkTime(element.text)
      default: break
      }
    }
  }

  /// An answer never waits, so it is in time whatever the client allows; but nothing can be done in no time.
  private static func checkTime(_ text: XMLText) throws(Fault) {
    switch DurationText(text) {
    case .length(let time) where time > .zero: break
    case .calendar: break
    case .length, .negative, .malformed:
      throw Fault(
        .invalidParameter, nil,
        "wsen:MaxTime is \(Fault.shown(text.trimmed.string)); it has to be a duration longer than nothing: PT30S.")
    }
  }
}
