import Model

/// xs:dateTime as it is written.
enum XMLDateTime {
  /// `offset` is in minutes east of UTC; UTC itself is `Z`.
  static func text(microsecondsSince1970: Int64, offset: Int16) -> String {
    guard offset != 0 else { return WallTime(microsecondsSince1970: microsecondsSince1970).iso8601 }
    let (local, overflow) = microsecondsSince1970.addingReportingOverflow(Int64(offset) * 60_000_000)
    let shown = WallTime(microsecondsSince1970: overflow ? microsecondsSince1970 : local).iso8601.dropLast()
    let minutes = Int(offset.magnitude)
    return "\(shown)\(offset < 0 ? "-" : "+")\(twoDigits(minutes / 60)):\(twoDigits(minutes % 60))"
  }

  private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

/// xs:duration as it is written: days, hours, minutes, seconds; zero is `PT0S`.
enum XMLDuration {
  static func text(microseconds: UInt64) -> String {
    guard microseconds > 0 else { return "PT0S" }
    let seconds = microseconds / 1_000_000
    let minutes = seconds / 60
    let hours = minutes / 60
    var text = "P\(hours / 24)DT\(hours % 24)H\(minutes % 60)M\(seconds % 60)"
    let fraction = microseconds % 1_000_000
    if fraction > 0 {
      let digits = String(fraction)
      text += "." + String(repeating: "0", count: 6 - digits.utf8.count) + digits
    }
    return text + "S"
  }
}
