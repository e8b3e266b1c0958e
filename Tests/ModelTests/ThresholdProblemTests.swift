import Model
import Testing

/// Which limits a sensor can have, and what is said of others.
struct ThresholdProblemTests {
  private static let good = Thresholds(
    warningLow: 10, warningHigh: 60, criticalLow: 5, criticalHigh: 70, fatalLow: 0, fatalHigh: 80)

  private func problem(
    _ threshold: Threshold, _ limit: Double?, readable: ClosedRange<Double>? = nil
  ) -> String? {
    var sensor = Sensor(id: "t", name: "T", system: "s", kind: .temperature, isNumeric: true, unit: .celsius)
    (sensor.minimumReadable, sensor.maximumReadable) = (readable?.lowerBound, readable?.upperBound)
    let wanted = Self.good.applying([threshold: ThresholdSetting(limit)])
    return wanted.problem(for: sensor, changing: [threshold])?.sentence(unit: .celsius, \.rawValue)
  }

  @Test(arguments: Threshold.allCases)
  func eachLimitMayBeAbsentOrEqualToItsNeighbourOfTheSameSide(threshold: Threshold) {
    #expect(problem(threshold, nil) == nil)
    let neighbour: [Threshold: Double] = [
      .warningLow: 5, .criticalLow: 10, .fatalLow: 5, .warningHigh: 70, .criticalHigh: 80, .fatalHigh: 70,
    ]
    #expect(problem(threshold, neighbour[threshold]) == nil)
  }

  @Test(arguments: [
    (Threshold.fatalLow, 5.5, "fatal-low would be 5.5 celsius; it must not be above critical-low, 5 celsius."),
    (.criticalLow, -1, "fatal-low would be 0 celsius; it must not be above critical-low, -1 celsius."),
    (.warningLow, 60, "warning-low would be 60 celsius; it must be below warning-high, 60 celsius."),
    (.warningHigh, 71, "warning-high would be 71 celsius; it must not be above critical-high, 70 celsius."),
    (.fatalHigh, 69, "critical-high would be 70 celsius; it must not be above fatal-high, 69 celsius."),
    (.fatalHigh, .nan, "fatal-high must be a number."),
    (.fatalLow, -.infinity, "fatal-low must be a number."),
  ])
  func limitsThatCrossAreNamedBoth(threshold: Threshold, limit: Double, sentence: String) {
    #expect(problem(threshold, limit) == sentence)
  }

  @Test func limitsStayWithinWhatTheSensorCanRead() {
    #expect(
      problem(.fatalHigh, 126, readable: -40...125)
        == "fatal-high would be 126 celsius, but the sensor reads from -40 celsius to 125 celsius only.")
    #expect(problem(.fatalHigh, 125, readable: -40...125) == nil)
    #expect(problem(.fatalHigh, 126) == nil, "what it can read is not known")
    #expect(problem(.fatalHigh, 90, readable: 20...125) == nil, "limits that stay are not looked at")
  }
}
