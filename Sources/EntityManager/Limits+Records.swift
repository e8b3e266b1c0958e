import Documents

/// The limits of one sensor as entity-manager's `Thresholds` state them.
struct SensorLimits {
  enum Level: String, CaseIterable { case warn, crit, fatal }

  private(set) var levels: [Level: Limits] = [:]
  private(set) var hysteresis: Double?
  /// What of them cannot be taken, as sentences.
  private(set) var losses: [String] = []

  /// Of those of a record, the ones that `concerns` picks.
  init(_ record: Record, concerns: (Record) -> Bool) {
    for threshold in record.items("Thresholds") where concerns(threshold) {
      guard let value = threshold.number("Value"), value.isFinite, let direction = threshold.text("Direction"),
        let severity = threshold.text("Severity")
      else {
        losses.append("a threshold does not say Value, Direction and Severity")
        continue
      }
      guard let level = Self.level(severity) else {
        losses.append("thresholds of severity \(severity) have no counterpart")
        continue
      }
      var limits = levels[level] ?? Limits(low: nil, high: nil)
      if direction == "less than" { limits.low = value } else { limits.high = value }
      levels[level] = limits
      if let width = threshold.number("Hysteresis"), width >= 0 { hysteresis = min(hysteresis ?? width, width) }
    }
    dropUnordered()
  }

  /// Severities are numbers in older files, words in newer ones.
  private static func level(_ severity: String) -> Level? {
    switch severity {
    case "0", "Warning": .warn
    case "1", "Critical": .crit
    case "4", "HardShutdown": .fatal
    default: nil
    }
  }

  /// Limits of an outer level must not be within those of an inner one.
  private mutating func dropUnordered() {
    var inner = Limits(low: nil, high: nil)
    for level in Level.allCases {
      guard let limits = levels[level] else { continue }
      let isLowSound = inner.low.map { bound in limits.low.map { $0 <= bound } ?? true } ?? true
      let isHighSound = inner.high.map { bound in limits.high.map { $0 >= bound } ?? true } ?? true
      let isPairSound = limits.low.map { low in limits.high.map { low <= $0 } ?? true } ?? true
      guard isLowSound, isHighSound, isPairSound else {
        levels[level] = nil
        losses.append("its limits are not in order; '\(level.rawValue)' is left out")
        continue
      }
      inner = Limits(low: limits.low ?? inner.low, high: limits.high ?? inner.high)
    }
  }

  var fields: BoardText.Fields {
    var fields: BoardText.Fields = []
    for level in Level.allCases {
      guard let limits = levels[level] else { continue }
      fields.append((level.rawValue, "[\(Self.text(limits.low)), \(Self.text(limits.high))]"))
    }
    if let hysteresis, !levels.isEmpty { fields.append(("hysteresis", hysteresis.short)) }
    return fields
  }

  private static func text(_ limit: Double?) -> String { limit?.short ?? "~" }
}

extension Double {
  /// Without what is only there because of binary fractions, and without `.0`.
  var short: String {
    let rounded = (self * 1e6).rounded() / 1e6
    let text = String(rounded)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
