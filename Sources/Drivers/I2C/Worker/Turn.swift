import Chips
import Model

/// What came of reading a chip once.
struct Turn {
  enum Result {
    case read(ChipReading, isText: Bool)
    case failed(BusTrouble)
  }

  let at: Instant
  /// In the order of the chip's readings; what is missing at the end failed for `trouble`.
  var results: [Result] = []
  /// Places by the same order.
  var places: [String] = []
  var answers = 0
  /// The worst of what went wrong.
  var trouble: BusTrouble?

  init(at: Instant) { self.at = at }

  var outcome: BusHealth.Outcome {
    if trouble?.outcome == .timedOut { return .timedOut }
    if answers > 0 { return .answered }
    return trouble?.outcome ?? .answered
  }

  mutating func add(_ reading: ChipReading, isText: Bool = false) {
    results.append(.read(reading, isText: isText))
    answers += 1
  }

  mutating func fail(_ error: BusTrouble) {
    results.append(.failed(error))
    note(error)
  }

  mutating func note(_ error: BusTrouble) {
    if trouble == nil || error.outcome == .timedOut { trouble = error }
  }

  /// What the monitor is told, and what explains it.
  func news(of unit: ChipUnit) -> (samples: [SensorSample], entries: [TraceBook.Entry]) {
    var samples: [SensorSample] = []
    var entries: [TraceBook.Entry] = []
    samples.reserveCapacity(unit.readings.count)
    entries.reserveCapacity(unit.readings.count)
    for (number, reading) in unit.readings.enumerated() {
      var sample = SensorSample(sensor: reading.planned.sensor, quality: .unknown)
      var entry = TraceBook.Entry(place: number < places.count ? places[number] : unit.plan.title, at: at)
      switch number < results.count ? results[number] : nil {
      case .read(let found, let isText):
        entry.raw = found.raw
        entry.isText = isText
        entry.problem = sample.take(found, reading.planned)
      case .failed(let trouble): entry.problem = trouble.sentence
      case nil: entry.problem = trouble?.sentence ?? "The chip is not read for now."
      }
      samples.append(sample)
      entries.append(entry)
    }
    return (samples, entries)
  }
}

extension SensorSample {
  /// Takes over what a channel said. Returns why that is no reading, where it is none.
  fileprivate mutating func take(_ reading: ChipReading, _ plan: PlannedReading) -> String? {
    switch reading.value {
    case .number(let number):
      let value = number * plan.scale + plan.offset
      guard value.isFinite else { return "What the chip says is no number." }
      quality = .good
      self.value = value
    case .bits(let states):
      quality = .good
      activeStates = states
    case .unavailable(let reason):
      quality = .unavailable
      return "The chip has no reading: \(reason)."
    }
    return nil
  }
}
