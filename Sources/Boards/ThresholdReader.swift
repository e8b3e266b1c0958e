import Documents
import Model

/// Reads `warn`, `crit` and `fatal`, each `[low, high]`, and sees to their order: fatal outside, warn inside.
enum ThresholdReader {
  static func thresholds(_ reader: inout MappingReader) -> Thresholds {
    var inner: (key: String, limits: Limits)?
    var read: [String: Limits] = [:]
    for key in ["warn", "crit", "fatal"] {
      guard let node = reader.node(key), let limits = reader.value(key, .limits) else { continue }
      read[key] = limits
      if let inner { compare(limits, key, inner.limits, inner.key, at: node, reader.diagnostics) }
      // What a level leaves open is still bounded by the level inside it.
      inner = (key, Limits(low: limits.low ?? inner?.limits.low, high: limits.high ?? inner?.limits.high))
    }
    return Thresholds(
      warningLow: read["warn"]?.low, warningHigh: read["warn"]?.high, criticalLow: read["crit"]?.low,
      criticalHigh: read["crit"]?.high, fatalLow: read["fatal"]?.low, fatalHigh: read["fatal"]?.high)
  }

  private static func compare(
    _ outer: Limits, _ outerKey: String, _ inner: Limits, _ innerKey: String, at node: Node,
    _ diagnostics: Diagnostics
  ) {
    if let low = outer.low, let bound = inner.low, low > bound {
      diagnostics.error(
        "the low limit of '\(outerKey)', \(low.inWords), is above that of '\(innerKey)', \(bound.inWords).", at: node)
    }
    if let high = outer.high, let bound = inner.high, high < bound {
      diagnostics.error(
        "the high limit of '\(outerKey)', \(high.inWords), is below that of '\(innerKey)', \(bound.inWords).", at: node)
    }
  }
}
