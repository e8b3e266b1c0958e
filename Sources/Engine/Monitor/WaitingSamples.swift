import Model

/// Samples of one source that wait for the monitor's thread: the newest of each sensor. One scan that nothing follows,
/// which is the usual case, waits as it came; adding another costs what the other has.
struct WaitingSamples {
  private struct Entry {
    var sample: SensorSample
    var sampledAt: Instant
    var interval: Duration
  }

  private var first: (samples: [SensorSample], sampledAt: Instant, interval: Duration)?
  /// What waits once there was more than one scan, in the order in which the sensors came.
  private var entries: [Entry] = []
  private var places: [String: Int] = [:]

  mutating func add(_ samples: [SensorSample], at sampledAt: Instant, interval: Duration) {
    if first == nil, entries.isEmpty, samples.count <= MonitorInbox.newsLimit {
      first = (samples, sampledAt, interval)
      return
    }
    if let (samples, sampledAt, interval) = first {
      first = nil
      merge(samples, at: sampledAt, interval: interval)
    }
    merge(samples, at: sampledAt, interval: interval)
  }

  /// One for each scan, as long as nothing came between.
  var reports: [HardwareReport] {
    if let first { return [.samples(first.samples, at: first.sampledAt, interval: first.interval)] }
    var reports: [HardwareReport] = []
    var rest = entries[...]
    while let head = rest.first {
      let run = rest.prefix { $0.sampledAt == head.sampledAt && $0.interval == head.interval }
      reports.append(.samples(run.map(\.sample), at: head.sampledAt, interval: head.interval))
      rest = rest[run.endIndex...]
    }
    return reports
  }

  private mutating func merge(_ samples: [SensorSample], at sampledAt: Instant, interval: Duration) {
    for sample in samples {
      let entry = Entry(sample: sample, sampledAt: sampledAt, interval: interval)
      if let place = places[sample.sensor] {
        entries[place] = entry
      } else if entries.count < MonitorInbox.newsLimit {
        places[sample.sensor] = entries.count
        entries.append(entry)
      }
    }
  }
}
