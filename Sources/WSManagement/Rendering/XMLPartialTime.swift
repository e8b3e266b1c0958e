import CIM
import XML

/// Datetimes of which only some fields are known (DSP0230 7.2.4): a date, a time of day, or else the text of CIM.
enum XMLPartialTime {
  static func tag(of time: PartialDateTime) -> XMLTag {
    switch time.form {
    case .date: Tags.date
    case .time: Tags.time
    case .other: Tags.cimDateTime
    }
  }

  static func text(of time: PartialDateTime) -> String {
    switch time.form {
    case .date(let year, let month, let day, let offset):
      return "\(digits(year, 4))-\(digits(month, 2))-\(digits(day, 2))\(zone(offset))"
    case .time(let hour, let minute, let second, let microsecond, let offset):
      let fraction = microsecond == 0 ? "" : "." + digits(microsecond, 6)
      return "\(digits(hour, 2)):\(digits(minute, 2)):\(digits(second, 2))\(fraction)\(zone(offset))"
    case .other: return time.text
    }
  }

  private static func zone(_ offset: Int64) -> String {
    guard offset != 0 else { return "Z" }
    return "\(offset < 0 ? "-" : "+")\(digits(abs(offset) / 60, 2)):\(digits(abs(offset) % 60, 2))"
  }

  private static func digits(_ number: Int64, _ count: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
  }
}
