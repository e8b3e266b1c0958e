public import Model

/// Measurements that are made only when the chip is told to, one after the other.
extension ChipReader {
  /// Takes the chip's measuring cycle on, where it has one and was set up: starts it, or ends it when its time is over;
  /// the next call starts it again. Never waits; call it once a scan, before the channels are read.
  public mutating func prepare(at now: Instant, on bus: any I2CBus) throws(ChipError) {
    guard let cycle = description.cycle, isSetUp else { return }
    guard let since = measuringSince else {
      try perform(cycle.start, on: bus)
      measuringSince = now
      return
    }
    guard now - since >= cycle.time else { return }
    try perform(cycle.end, on: bus)
    measuringSince = nil
    hasMeasured = true
  }
}
