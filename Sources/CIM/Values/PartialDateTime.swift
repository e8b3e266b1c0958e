/// A CIM datetime in which some fields are asterisks: they are not known, or do not matter (DSP0004 5.2.4).
public struct PartialDateTime: Hashable, Sendable {
  /// What is known, for a form of text that has no asterisks.
  public enum Form: Hashable, Sendable {
    /// A day and nothing about the time of it. The offset from UTC is in minutes.
    case date(year: Int64, month: Int64, day: Int64, offset: Int64)
    /// A time of any day.
    case time(hour: Int64, minute: Int64, second: Int64, microsecond: Int64, offset: Int64)
    /// All else: only `text` says it.
    case other
  }

  /// The 25 characters of DSP0004.
  public let text: String
  public let form: Form
  public let isInterval: Bool
  /// The first and the last microsecond that it can stand for, since 1970-01-01 UTC or from 0 for intervals. Nil where
  /// a field is known below one that is not, and where nothing is known.
  let range: ClosedRange<Int64>?

  /// Nil when it is not of that form: a field is all digits or all asterisks, microseconds may end in asterisks, and the
  /// offset is known.
  public init?(_ text: String) {
    guard text.utf8.count == 25 else { return nil }
    let isInterval = text.utf8.dropFirst(21).first == UInt8(ascii: ":")
    var scanner = DigitScanner(text)
    guard let fields = Fields(&scanner, isInterval: isInterval) else { return nil }
    self.text = text
    self.isInterval = isInterval
    form = isInterval ? .other : fields.form
    range = fields.range
  }

  static func date(year: Int64, month: Int64, day: Int64, offset: Int64) -> PartialDateTime? {
    PartialDateTime("\(digits(year, 4))\(digits(month, 2))\(digits(day, 2))******.******\(offsetText(offset))")
  }

  static func time(hour: Int64, minute: Int64, second: Int64, microsecond: Int64, offset: Int64) -> PartialDateTime? {
    PartialDateTime(
      "********\(digits(hour, 2))\(digits(minute, 2))\(digits(second, 2)).\(digits(microsecond, 6))\(offsetText(offset))"
    )
  }

  private static func digits(_ value: Int64, _ count: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
  }

  private static func offsetText(_ offset: Int64) -> String { (offset < 0 ? "-" : "+") + digits(abs(offset), 3) }
}

extension PartialDateTime {
  /// The fields of the 25 characters; nil for asterisks.
  private struct Fields {
    /// From the year, or from the days of an interval, to the seconds.
    private var values: [Int64?]
    /// The microseconds that are possible: one, or many where their last digits are asterisks.
    private let microseconds: ClosedRange<Int64>
    private let isInterval: Bool
    /// In minutes.
    private let offset: Int64

    init?(_ scanner: inout DigitScanner, isInterval: Bool) {
      self.isInterval = isInterval
      values = []
      let limits: [(width: Int, values: ClosedRange<Int64>)] =
        isInterval
        ? [(8, 0...99_999_999), (2, 0...23), (2, 0...59), (2, 0...59)]
        : [(4, 0...9999), (2, 1...12), (2, 1...31), (2, 0...23), (2, 0...59), (2, 0...59)]
      for limit in limits {
        if scanner.asterisks(limit.width) {
          values.append(nil)
        } else if let value = scanner.digits(limit.width), limit.values.contains(value) {
          values.append(value)
        } else {
          return nil
        }
      }
      let known = scanner.skip(".") ? scanner.digitCount : 7
      guard known <= 6, let digits = known > 0 ? scanner.digits(known) : 0, scanner.asterisks(6 - known) else {
        return nil
      }
      let unit = (known..<6).reduce(Int64(1)) { unit, _ in unit * 10 }
      microseconds = digits * unit...digits * unit + unit - 1
      guard let mark = scanner.next(), let last = scanner.digits(3), scanner.isAtEnd else { return nil }
      switch mark {
      case UInt8(ascii: ":") where isInterval && last == 0: offset = 0
      case UInt8(ascii: "+") where !isInterval: offset = last
      case UInt8(ascii: "-") where !isInterval: offset = -last
      default: return nil
      }
      guard abs(offset) <= CIMDateTime.maximumOffset, isInterval || hasPossibleDay else { return nil }
    }

    /// No 31st of April. Without its year, a month is as long as in a leap year.
    private var hasPossibleDay: Bool {
      guard let month = values[1], let day = values[2] else { return true }
      return day <= CivilDate.length(ofMonth: month, in: values[0] ?? 2000)
    }

    var form: Form {
      let isTimeUnknown = values[3...].allSatisfy { $0 == nil } && microseconds == 0...999_999
      if isTimeUnknown, let year = values[0], let month = values[1], let day = values[2] {
        return .date(year: year, month: month, day: day, offset: offset)
      }
      if values[..<3].allSatisfy({ $0 == nil }), let hour = values[3], let minute = values[4], let second = values[5],
        microseconds.count == 1
      {
        return .time(
          hour: hour, minute: minute, second: second, microsecond: microseconds.lowerBound, offset: offset)
      }
      return .other
    }

    var range: ClosedRange<Int64>? {
      let known = values.prefix { $0 != nil }.count
      guard known > 0, values[known...].allSatisfy({ $0 == nil }),
        known == values.count || microseconds == 0...999_999
      else { return nil }
      return bound(latest: false)...bound(latest: true)
    }

    /// With every unknown field as small or as large as it can be.
    private func bound(latest: Bool) -> Int64 {
      func value(_ place: Int, _ smallest: Int64, _ largest: Int64) -> Int64 {
        values[place] ?? (latest ? largest : smallest)
      }
      let days: Int64
      if isInterval {
        days = value(0, 0, 99_999_999)
      } else {
        let (year, month) = (value(0, 0, 9999), value(1, 1, 12))
        days = CivilDate.days(year, month, value(2, 1, CivilDate.length(ofMonth: month, in: year)))
      }
      let time = values.count - 3
      let minutes = (days * 24 + value(time, 0, 23)) * 60 + value(time + 1, 0, 59) - offset
      let seconds = minutes * 60 + value(time + 2, 0, 59)
      return seconds * 1_000_000 + (latest ? microseconds.upperBound : microseconds.lowerBound)
    }
  }
}
