import Model

/// Logs that the hardware keeps, and their entries.
extension MonitorCore {
  mutating func take(
    _ log: RecordLog, _ entries: [LogEntry], from source: String, at sampledAt: Instant, interval: Duration,
    _ now: Moment
  ) {
    guard systems[log.system] != nil else { return }
    let change = logs[log.id, default: LogTrack(log)].take(
      log, entries, from: source, at: sampledAt, interval: interval)
    guard let change else { return }
    output.touch(ObjectID(.log, log.id))
    for id in change.removed { output.remove(id) }
    for entry in change.written { output.publish(.entry(entry)) }
    output.tell(
      change.news.map { .logged(id: $0.id, severity: $0.severity, message: $0.message) }, at: now.wall)
  }

  mutating func forgetLog(_ id: String) {
    guard let track = logs.removeValue(forKey: id) else { return }
    for entry in track.entries { output.remove(ObjectID(.entry, entry.id)) }
    output.remove(ObjectID(.log, id))
  }

  func refusalToClear(_ id: String) -> CommandOutcome? {
    guard let track = logs[id] else { return .notFound }
    return track.current.state == .erasing ? .busy : nil
  }

  mutating func clearLog(_ id: String, _ admission: Admission, at now: Moment) {
    ask(logs[id]?.source, to: .clearLog(id: id), admission, at: now)
  }

  /// `12 records`, or `unknown`.
  func logInWords(_ id: String) -> String {
    guard let log = logs[id]?.current else { return "none" }
    return log.count.map { "\($0) records" } ?? "unknown"
  }
}
