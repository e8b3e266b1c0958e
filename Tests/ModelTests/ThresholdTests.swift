import Model
import Testing

struct ThresholdTests {
  @Test(arguments: Threshold.allCases)
  func everyThresholdIsReadAndWrittenByName(threshold: Threshold) {
    var thresholds = Thresholds()
    #expect(thresholds[threshold] == nil)
    thresholds[threshold] = 12.5
    #expect(thresholds[threshold] == 12.5)
    #expect(thresholds.present == [threshold])
    thresholds[threshold] = nil
    #expect(thresholds == Thresholds())
  }

  @Test func theNamesReachTheFieldsOfTheSameName() {
    let thresholds = Thresholds(
      warningLow: 1, warningHigh: 2, criticalLow: 3, criticalHigh: 4, fatalLow: 5, fatalHigh: 6)
    #expect(Threshold.allCases.map { thresholds[$0] } == [1, 2, 3, 4, 5, 6])
    #expect(thresholds.present == Threshold.allCases)
  }

  @Test(arguments: [
    (Threshold.warningLow, SensorState.warningLow, Health.degraded),
    (.warningHigh, .warningHigh, .degraded),
    (.criticalLow, .criticalLow, .critical),
    (.criticalHigh, .criticalHigh, .critical),
    (.fatalLow, .fatalLow, .fatal),
    (.fatalHigh, .fatalHigh, .fatal),
  ])
  func crossingAThresholdHasAStateAndAHealth(threshold: Threshold, state: SensorState, health: Health) {
    #expect(SensorState(crossing: threshold) == state)
    #expect(state.health == health)
  }
}
