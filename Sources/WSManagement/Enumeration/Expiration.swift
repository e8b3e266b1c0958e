import Model
import XML

extension XMLText {
  /// How long `wsen:Expires` asks for, which may be longer than will be granted. A point in time is refused, though the
  /// standard has it: the clock of a board may be wrong by decades.
  func life() throws(Fault) -> Duration {
    switch DurationText(self) {
    case .length(let life) where life > .zero: return life
    case .calendar:
      throw Fault(
        .invalidExpirationTime, nil,
        "wsen:Expires \(Fault.shown(trimmed.string)) has years or months, which differ in length; write days: P30D.")
    case .malformed where looksLikeTime:
      throw Fault(
        .unsupportedExpirationType, nil,
        "wsen:Expires \(Fault.shown(trimmed.string)) is a point in time; only a duration such as PT10M is taken.")
    case .length, .negative, .malformed:
      throw Fault(
        .invalidExpirationTime, nil,
        "wsen:Expires \(Fault.shown(trimmed.string)) is no time to come; write a duration such as PT10M.")
    }
  }

  /// As xs:dateTime begins, with zone or without: `2030-01-01T`.
  private var looksLikeTime: Bool {
    trimmed.withBytes { bytes in
      let year = bytes.prefix { 0x30...0x39 ~= $0 }
      return year.count >= 4 && bytes.dropFirst(year.count).first == UInt8(ascii: "-")
        && bytes.contains(UInt8(ascii: "T"))
    }
  }
}

extension WSManagementService {
  /// The answer that tells how long an enumeration lasts.
  func lease(_ exchange: Exchange, _ action: Action, _ tag: XMLTag, _ life: Duration) -> [UInt8] {
    ResponseEnvelope(exchange.reply, action: action.response, messageID: messageIDs.next()).write { writer in
      writer.start(tag)
      writer.expires(life)
      writer.end()
    }
  }
}

extension XMLWriter {
  mutating func expires(_ life: Duration?) {
    guard let life else { return }
    element(Tags.expires, XMLDuration.text(microseconds: UInt64(max(life.nanoseconds, 0) / 1000)))
  }
}
