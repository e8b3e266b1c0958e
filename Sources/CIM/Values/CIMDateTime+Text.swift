extension CIMDateTime {
  /// From the 25 characters of CIM, from an xs:duration without years and months, or from an xs:dateTime with its
  /// zone: clients send all three. Nil for everything else, wildcards included.
  public init?(_ text: String) {
    guard let value = Self.cim(text) ?? Self.duration(text) ?? Self.dateTime(text) else { return nil }
    self = value
  }

  /// `20261122204903.000000+060`, or `00000001020304.000000:000` for an interval (DSP0004 5.2.4).
  private static func cim(_ text: String) -> CIMDateTime? {
    var scanner = DigitScanner(text)
    guard text.utf8.count == 25, let whole = scanner.digits(14), scanner.skip("."), let fraction = scanner.digits(6),
      let mark = scanner.next(), let last = scanner.digits(3)
    else { return nil }
    let day = whole / 1_000_000
    let (hour, minute, second) = (whole / 10_000 % 100, whole / 100 % 100, whole % 100)
    if mark == UInt8(ascii: ":") {
      guard last == 0, hour < 24, minute < 60, second < 60 else { return nil }
      let seconds = ((day * 24 + hour) * 60 + minute) * 60 + second
      return .interval(microseconds: UInt64(seconds) * 1_000_000 + UInt64(fraction))
    }
    guard mark == UInt8(ascii: "+") || mark == UInt8(ascii: "-") else { return nil }
    return timestamp(
      date: (day / 10_000, day / 100 % 100, day % 100), time: (hour, minute, second), microseconds: fraction,
      offset: mark == UInt8(ascii: "-") ? -last : last)
  }

  /// `P1DT2H3M4.5S`.
  private static func duration(_ text: String) -> CIMDateTime? {
    var scanner = DigitScanner(text)
    guard scanner.skip("P") else { return nil }
    var seconds: UInt64 = 0
    var fraction: Int64 = 0
    var units: [(letter: UInt8, seconds: UInt64)] = [(UInt8(ascii: "D"), 86_400)]
    var parts = 0
    while !scanner.isAtEnd {
      if scanner.skip("T") {
        units = [(UInt8(ascii: "H"), 3600), (UInt8(ascii: "M"), 60), (UInt8(ascii: "S"), 1)]
        continue
      }
      guard let number = scanner.number(), number <= 1 << 27 else { return nil }
      if scanner.skip(".") {
        guard let digits = scanner.fraction() else { return nil }
        fraction = digits
        guard scanner.isAt("S") else { return nil }
      }
      guard let letter = scanner.next(), let unit = units.firstIndex(where: { $0.letter == letter }) else { return nil }
      seconds += UInt64(number) * units[unit].seconds
      units.removeFirst(unit + 1)
      parts += 1
    }
    return parts > 0 ? .interval(microseconds: seconds * 1_000_000 + UInt64(fraction)) : nil
  }

  /// `2026-11-22T20:49:03.5+01:00`.
  private static func dateTime(_ text: String) -> CIMDateTime? {
    var scanner = DigitScanner(text)
    guard let year = scanner.digits(4), scanner.skip("-"), let month = scanner.digits(2), scanner.skip("-"),
      let day = scanner.digits(2), scanner.skip("T"), let hour = scanner.digits(2), scanner.skip(":"),
      let minute = scanner.digits(2), scanner.skip(":"), let second = scanner.digits(2)
    else { return nil }
    var fraction: Int64 = 0
    if scanner.skip(".") {
      guard let digits = scanner.fraction() else { return nil }
      fraction = digits
    }
    var offset: Int64 = 0
    if !scanner.skip("Z") {
      guard let sign = scanner.next(), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
        let hours = scanner.digits(2), scanner.skip(":"), let minutes = scanner.digits(2)
      else { return nil }
      offset = (hours * 60 + minutes) * (sign == UInt8(ascii: "-") ? -1 : 1)
    }
    guard scanner.isAtEnd else { return nil }
    return timestamp(
      date: (year, month, day), time: (hour, minute, second), microseconds: fraction, offset: offset)
  }

  private static func timestamp(
    date: (year: Int64, month: Int64, day: Int64), time: (hour: Int64, minute: Int64, second: Int64),
    microseconds: Int64, offset: Int64
  ) -> CIMDateTime? {
    guard (1...12).contains(date.month), (1...31).contains(date.day), time.hour < 24, time.minute < 60,
      time.second < 60, abs(offset) < 1440
    else { return nil }
    let days = Self.days(date.year, date.month, date.day)
    let minutes = (days * 24 + time.hour) * 60 + time.minute - offset
    return .timestamp(
      microsecondsSince1970: (minutes * 60 + time.second) * 1_000_000 + microseconds, offset: Int16(offset))
  }

  /// Days since 1970-01-01 of a proleptic Gregorian date, with years that begin in March (Howard Hinnant's method).
  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let marchYear = month <= 2 ? year - 1 : year
    let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
    let yearOfEra = marchYear - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

/// Reads runs of decimal digits.
private struct DigitScanner {
  private let bytes: [UInt8]
  private var place = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  var isAtEnd: Bool { place == bytes.count }

  func isAt(_ character: Unicode.Scalar) -> Bool { place < bytes.count && bytes[place] == UInt8(ascii: character) }

  mutating func next() -> UInt8? {
    guard place < bytes.count else { return nil }
    place += 1
    return bytes[place - 1]
  }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard isAt(character) else { return false }
    place += 1
    return true
  }

  /// Exactly so many digits.
  mutating func digits(_ count: Int) -> Int64? {
    guard place + count <= bytes.count else { return nil }
    var value: Int64 = 0
    for byte in bytes[place..<place + count] {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int64(byte - 0x30)
    }
    place += count
    return value
  }

  /// One to 15 digits.
  mutating func number() -> Int64? {
    let count = bytes[place...].prefix { (0x30...0x39).contains($0) }.count
    return (1...15).contains(count) ? digits(count) : nil
  }

  /// Digits after a decimal point as microseconds, cut off after the sixth.
  mutating func fraction() -> Int64? {
    let all = bytes[place...].prefix { (0x30...0x39).contains($0) }
    guard !all.isEmpty else { return nil }
    place += all.count
    var value: Int64 = 0
    for index in 0..<6 {
      let digit = index < all.count ? all[all.startIndex + index] : 0x30
      value = value * 10 + Int64(digit - 0x30)
    }
    return value
  }
}
