extension CIMDateTime {
  /// From the 25 characters of CIM, from an xs:duration without years and months, or from an xs:dateTime, xs:date or
  /// xs:time with its zone: clients send all of them. Nil for everything else.
  public init?(_ text: String) {
    guard
      let value = Self.cim(text) ?? Self.duration(text) ?? Self.dateTime(text) ?? Self.date(text) ?? Self.time(text)
    else { return nil }
    self = value
  }

  /// `20261122204903.000000+060`, or `00000001020304.000000:000` for an interval (DSP0004 5.2.4).
  private static func cim(_ text: String) -> CIMDateTime? {
    guard text.utf8.count == 25 else { return nil }
    if text.utf8.contains(UInt8(ascii: "*")) { return PartialDateTime(text).map { .partial($0) } }
    var scanner = DigitScanner(text)
    guard let whole = scanner.digits(14), scanner.skip("."), let fraction = scanner.digits(6),
      let mark = scanner.next(), let last = scanner.digits(3)
    else { return nil }
    let day = whole / 1_000_000
    let time = (hour: whole / 10_000 % 100, minute: whole / 100 % 100, second: whole % 100)
    if mark == UInt8(ascii: ":") {
      guard last == 0, isTimeOfDay(time) else { return nil }
      let seconds = ((day * 24 + time.hour) * 60 + time.minute) * 60 + time.second
      return .interval(microseconds: UInt64(seconds) * 1_000_000 + UInt64(fraction))
    }
    guard mark == UInt8(ascii: "+") || mark == UInt8(ascii: "-") else { return nil }
    return timestamp(
      date: (day / 10_000, day / 100 % 100, day % 100), time: time, microseconds: fraction,
      offset: mark == UInt8(ascii: "-") ? -last : last)
  }

  /// `P1DT2H3M4.5S`.
  private static func duration(_ text: String) -> CIMDateTime? {
    var scanner = DigitScanner(text)
    guard scanner.skip("P") else { return nil }
    var seconds: Int64 = 0
    var fraction: Int64 = 0
    var units: [(letter: UInt8, seconds: Int64)] = [(UInt8(ascii: "D"), 86_400)]
    var (isInTime, isComplete) = (false, false)
    while !scanner.isAtEnd {
      if !isInTime, scanner.skip("T") {
        units = [(UInt8(ascii: "H"), 3600), (UInt8(ascii: "M"), 60), (UInt8(ascii: "S"), 1)]
        (isInTime, isComplete) = (true, false)
        continue
      }
      guard let number = scanner.number(), number <= intervalLimit else { return nil }
      if scanner.skip(".") {
        guard let digits = scanner.fraction(), scanner.isAt("S") else { return nil }
        fraction = digits
      }
      guard let letter = scanner.next(), let unit = units.firstIndex(where: { $0.letter == letter }) else { return nil }
      seconds += number * units[unit].seconds
      guard seconds < intervalLimit else { return nil }
      units.removeFirst(unit + 1)
      isComplete = true
    }
    return isComplete ? .interval(microseconds: UInt64(seconds * 1_000_000 + fraction)) : nil
  }

  /// In seconds: intervals have eight digits of days.
  private static let intervalLimit: Int64 = 100_000_000 * 86_400

  /// `2026-11-22T20:49:03.5+01:00`.
  private static func dateTime(_ text: String) -> CIMDateTime? {
    var scanner = DigitScanner(text)
    guard let date = date(&scanner), scanner.skip("T"), let time = timeOfDay(&scanner), let offset = zone(&scanner)
    else { return nil }
    return timestamp(
      date: date, time: (time.hour, time.minute, time.second), microseconds: time.microsecond, offset: offset)
  }

  /// `2026-11-22+01:00`.
  private static func date(_ text: String) -> CIMDateTime? {
    var scanner = DigitScanner(text)
    guard let date = date(&scanner), let offset = zone(&scanner) else { return nil }
    return PartialDateTime.date(year: date.year, month: date.month, day: date.day, offset: offset)
      .map { .partial($0) }
  }

  /// `20:49:03.5+01:00`.
  private static func time(_ text: String) -> CIMDateTime? {
    var scanner = DigitScanner(text)
    guard let time = timeOfDay(&scanner), let offset = zone(&scanner) else { return nil }
    return PartialDateTime.time(
      hour: time.hour, minute: time.minute, second: time.second, microsecond: time.microsecond, offset: offset
    ).map { .partial($0) }
  }

  private static func date(_ scanner: inout DigitScanner) -> (year: Int64, month: Int64, day: Int64)? {
    guard let year = scanner.digits(4), scanner.skip("-"), let month = scanner.digits(2), scanner.skip("-"),
      let day = scanner.digits(2)
    else { return nil }
    return (year, month, day)
  }

  private static func timeOfDay(
    _ scanner: inout DigitScanner
  ) -> (hour: Int64, minute: Int64, second: Int64, microsecond: Int64)? {
    guard let hour = scanner.digits(2), scanner.skip(":"), let minute = scanner.digits(2), scanner.skip(":"),
      let second = scanner.digits(2)
    else { return nil }
    guard scanner.skip(".") else { return (hour, minute, second, 0) }
    return scanner.fraction().map { (hour, minute, second, $0) }
  }

  /// The zone at the end of the text, in minutes east of UTC.
  private static func zone(_ scanner: inout DigitScanner) -> Int64? {
    if scanner.skip("Z") { return scanner.isAtEnd ? 0 : nil }
    guard let sign = scanner.next(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
      let hours = scanner.digits(2), scanner.skip(":"), let minutes = scanner.digits(2), minutes < 60,
      scanner.isAtEnd, hours * 60 + minutes <= maximumOffset
    else { return nil }
    return (hours * 60 + minutes) * (sign == UInt8(ascii: "-") ? -1 : 1)
  }

  private static func isTimeOfDay(_ time: (hour: Int64, minute: Int64, second: Int64)) -> Bool {
    time.hour < 24 && time.minute < 60 && time.second < 60
  }

  private static func timestamp(
    date: (year: Int64, month: Int64, day: Int64), time: (hour: Int64, minute: Int64, second: Int64),
    microseconds: Int64, offset: Int64
  ) -> CIMDateTime? {
    guard (1...12).contains(date.month), date.day >= 1,
      date.day <= CivilDate.length(ofMonth: date.month, in: date.year), isTimeOfDay(time),
      abs(offset) <= maximumOffset
    else { return nil }
    let days = CivilDate.days(date.year, date.month, date.day)
    let minutes = (days * 24 + time.hour) * 60 + time.minute - offset
    return .timestamp(
      microsecondsSince1970: (minutes * 60 + time.second) * 1_000_000 + microseconds,
      offset: Int16(offset))
  }
}
