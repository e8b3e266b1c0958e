import XML

/// An xs:duration as clients write it, with what is to be said of it.
enum DurationText: Hashable {
  /// Not negative; saturated at a length that nothing here lasts.
  case length(Duration)
  case negative
  /// With years or months, whose length depends on the calendar.
  case calendar
  case malformed

  private static let most: UInt64 = 1 << 32

  private enum Unit: Int {
    case year, month, day, hour, minute, second

    init?(_ letter: UInt8, isTime: Bool) {
      switch (letter, isTime) {
      case (UInt8(ascii: "Y"), false): self = .year
      case (UInt8(ascii: "M"), false): self = .month
      case (UInt8(ascii: "D"), false): self = .day
      case (UInt8(ascii: "H"), true): self = .hour
      case (UInt8(ascii: "M"), true): self = .minute
      case (UInt8(ascii: "S"), true): self = .second
      default: return nil
      }
    }

    var seconds: UInt64 {
      switch self {
      case .year, .month: 0
      case .day: 86_400
      case .hour: 3600
      case .minute: 60
      case .second: 1
      }
    }
  }

  init(_ text: XMLText) { self = text.trimmed.withBytes { Self.read($0) } }

  private static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> DurationText {
    var rest = bytes[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative { rest.removeFirst() }
    guard rest.popFirst() == UInt8(ascii: "P"), !rest.isEmpty else { return .malformed }
    var (isTime, isCalendar, last, seconds, nanoseconds) = (false, false, -1, UInt64(0), Int64(0))
    while let byte = rest.first {
      if byte == UInt8(ascii: "T"), !isTime {
        rest.removeFirst()
        isTime = true
        guard !rest.isEmpty else { return .malformed }
        continue
      }
      guard let number = digits(&rest) else { return .malformed }
      var fraction: Int64?
      if rest.first == UInt8(ascii: ".") {
        rest.removeFirst()
        fraction = nanosecondDigits(&rest)
        if fraction == nil { return .malformed }
      }
      guard let letter = rest.popFirst(), let unit = Unit(letter, isTime: isTime), unit.rawValue > last,
        fraction == nil || unit == .second
      else { return .malformed }
      last = unit.rawValue
      isCalendar = isCalendar || (unit.seconds == 0 && number > 0)
      seconds = min(seconds + number * unit.seconds, most)
      nanoseconds = fraction ?? 0
    }
    if isNegative { return seconds > 0 || nanoseconds > 0 || isCalendar ? .negative : .length(.zero) }
    return isCalendar ? .calendar : .length(.seconds(Int64(seconds)) + .nanoseconds(nanoseconds))
  }

  /// One digit or more, saturated.
  private static func digits(_ rest: inout Slice<UnsafeBufferPointer<UInt8>>) -> UInt64? {
    guard let first = rest.first, 0x30...0x39 ~= first else { return nil }
    var value: UInt64 = 0
    while let byte = rest.first, 0x30...0x39 ~= byte {
      value = min(value * 10 + UInt64(byte - 0x30), most)
      rest.removeFirst()
    }
    return value
  }

  /// Digits after a decimal point, one or more; those after the ninth do not count.
  private static func nanosecondDigits(_ rest: inout Slice<UnsafeBufferPointer<UInt8>>) -> Int64? {
    guard let first = rest.first, 0x30...0x39 ~= first else { return nil }
    var (value, unit): (Int64, Int64) = (0, 100_000_000)
    while let byte = rest.first, 0x30...0x39 ~= byte {
      value += Int64(byte - 0x30) * unit
      unit /= 10
      rest.removeFirst()
    }
    return value
  }
}
