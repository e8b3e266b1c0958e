import Model
import Synchronization

/// How the newest reading of each sensor came about. Written by the worker, read by anybody.
final class TraceBook: Sendable {
  struct Entry: Sendable {
    var place = ""
    var raw: [UInt8] = []
    var isText = false
    var at: Instant?
    var problem: String?
  }

  private let places: [String: Int]
  private let entries: Mutex<[Entry]>

  /// In the order of the plan's readings.
  init(_ sensors: [String]) {
    places = Dictionary(sensors.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    entries = Mutex(Array(repeating: Entry(), count: sensors.count))
  }

  /// What came of reading the sensors from the index `first` on.
  func note(_ news: [Entry], from first: Int) {
    entries.withLock { entries in
      for (place, entry) in news.enumerated() { entries[first + place] = entry }
    }
  }

  /// Nil before the sensor was tried.
  func trace(of sensor: String) -> ReadingTrace? {
    guard let place = places[sensor] else { return nil }
    let entry = entries.withLock { $0[place] }
    guard let at = entry.at else { return nil }
    return ReadingTrace(
      place: entry.place, raw: entry.isText ? [] : entry.raw,
      text: entry.isText ? String(decoding: entry.raw, as: UTF8.self) : nil, at: at, problem: entry.problem)
  }
}
