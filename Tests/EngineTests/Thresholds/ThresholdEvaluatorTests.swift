import Engine
import Model
import Testing

struct ThresholdEvaluatorTests {
  private static let all = Thresholds(
    warningLow: 10, warningHigh: 60, criticalLow: 5, criticalHigh: 70, fatalLow: 0, fatalHigh: 80)

  private func states(
    _ values: [Double], _ thresholds: Thresholds, hysteresis: Double? = nil, samples: Int = 1
  ) -> [SensorState] {
    var evaluator = ThresholdEvaluator()
    return values.map {
      evaluator.evaluate($0, thresholds: thresholds, hysteresis: hysteresis, samples: samples)
    }
  }

  @Test(arguments: [
    (30.0, SensorState.normal), (10.1, .normal), (59.9, .normal),
    (10, .warningLow), (5.1, .warningLow), (5, .criticalLow), (0.1, .criticalLow), (0, .fatalLow), (-40, .fatalLow),
    (60, .warningHigh), (69.9, .warningHigh), (70, .criticalHigh), (79.9, .criticalHigh), (80, .fatalHigh),
    (1e9, .fatalHigh),
  ])
  func aReadingAtOrBeyondAThresholdHasItsState(value: Double, state: SensorState) {
    #expect(states([value], Self.all) == [state])
  }

  @Test func withoutThresholdsEveryReadingIsNormal() {
    #expect(states([-1e300, 0, 1e300], Thresholds()) == [.normal, .normal, .normal])
  }

  @Test func onlyThresholdsThatExistCount() {
    let onlyCriticalLow = Thresholds(criticalLow: 900)
    #expect(states([0, 900, 901, 20_000], onlyCriticalLow) == [.criticalLow, .criticalLow, .normal, .normal])
  }

  @Test func aStateEndsOnlyPastTheHysteresis() {
    #expect(
      states([60, 59, 58.5, 58, 57.9, 59], Self.all, hysteresis: 2)
        == [.warningHigh, .warningHigh, .warningHigh, .warningHigh, .normal, .normal])
    #expect(
      states([5, 6.9, 7, 7.1, 12, 12.1], Self.all, hysteresis: 2)
        == [.criticalLow, .criticalLow, .criticalLow, .warningLow, .warningLow, .normal])
  }

  @Test func hysteresisDoesNotHoldAStateThatWasNeverReached() {
    #expect(states([59, 58, 60], Self.all, hysteresis: 5) == [.normal, .normal, .warningHigh])
  }

  @Test func everyThresholdHasItsOwnHysteresis() {
    // Down from fatal: critical ends at 68 and warning at 58, each by its own limit.
    #expect(
      states([85, 77, 67.9, 58, 57], Self.all, hysteresis: 2)
        == [.fatalHigh, .criticalHigh, .warningHigh, .warningHigh, .normal])
  }

  @Test func aStateBeginsAfterSoManySamplesInARow() {
    #expect(
      states([70, 70, 70], Self.all, samples: 3) == [.normal, .normal, .criticalHigh])
    #expect(
      states([70, 70, 30, 70, 70, 70], Self.all, samples: 3)
        == [.normal, .normal, .normal, .normal, .normal, .criticalHigh])
  }

  @Test func aMilderThresholdIsCountedByWorseReadingsToo() {
    // Three beyond warning, of which only two beyond critical.
    #expect(
      states([65, 75, 75, 75], Self.all, samples: 3) == [.normal, .normal, .warningHigh, .criticalHigh])
  }

  @Test func aStateEndsWithTheFirstGoodSample() {
    #expect(states([70, 70, 30], Self.all, samples: 2) == [.normal, .criticalHigh, .normal])
  }

  @Test(arguments: [0, -1, 1])
  func fewerThanOneSampleIsOne(samples: Int) {
    #expect(states([70], Self.all, samples: samples) == [.criticalHigh])
  }

  @Test func thresholdsInAnOddOrderYieldTheWorstCrossed() {
    let odd = Thresholds(warningHigh: 80, criticalHigh: 60)
    #expect(states([59, 60, 85], odd) == [.normal, .criticalHigh, .criticalHigh])
    let crossing = Thresholds(criticalLow: 50, criticalHigh: 40)
    #expect(states([45], crossing) == [.criticalLow])
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func whatIsNotANumberIsNoReading(value: Double) {
    #expect(states([70, value, 70], Self.all, samples: 1) == [.criticalHigh, .unknown, .criticalHigh])
    #expect(states([70, value, 70], Self.all, samples: 2) == [.normal, .unknown, .normal])
  }

  @Test func aMissingReadingStartsTheCountAgainButEndsNoState() {
    var evaluator = ThresholdEvaluator()
    func next(_ value: Double) -> SensorState { evaluator.evaluate(value, thresholds: Self.all, samples: 2) }
    #expect(next(70) == .normal)
    evaluator.interrupt()
    #expect(next(70) == .normal)
    #expect(next(70) == .criticalHigh)
    evaluator.interrupt()
    #expect(next(70) == .criticalHigh)
  }

  @Test func afterAResetAllBeginsAnew() {
    var evaluator = ThresholdEvaluator()
    _ = evaluator.evaluate(70, thresholds: Self.all, hysteresis: 5)
    evaluator.reset()
    #expect(evaluator.evaluate(66, thresholds: Self.all, hysteresis: 5) == .warningHigh)
  }

  @Test func changedThresholdsCountFromTheNextReading() {
    var evaluator = ThresholdEvaluator()
    #expect(evaluator.evaluate(70, thresholds: Self.all) == .criticalHigh)
    #expect(evaluator.evaluate(70, thresholds: Thresholds(criticalHigh: 75)) == .normal)
    #expect(evaluator.evaluate(70, thresholds: Thresholds()) == .normal)
  }

  @Test func aNegativeHysteresisIsNone() {
    #expect(states([60, 60], Self.all, hysteresis: -3) == [.warningHigh, .warningHigh])
  }

  @Test func aChangedLimitIsJudgedByThePresentValueAtOnce() {
    var evaluator = ThresholdEvaluator()
    #expect(evaluator.evaluate(61, thresholds: Self.all, hysteresis: 2, samples: 3) == .normal)
    var moved = Self.all
    moved.criticalHigh = 61
    #expect(evaluator.rejudge([.criticalHigh], 61, thresholds: moved) == .criticalHigh, "without its samples")
    #expect(evaluator.evaluate(60.5, thresholds: moved, hysteresis: 2, samples: 3) == .criticalHigh, "with hysteresis")
    moved.criticalHigh = 62
    #expect(evaluator.rejudge([.criticalHigh], 60.5, thresholds: moved) == .normal, "the others still count samples")
  }

  @Test func aLimitThatIsForgottenBeginsAnew() {
    var evaluator = ThresholdEvaluator()
    #expect(evaluator.evaluate(61, thresholds: Self.all, hysteresis: 2) == .warningHigh)
    evaluator.forget([.warningHigh])
    #expect(evaluator.evaluate(59, thresholds: Self.all, hysteresis: 2) == .normal)
  }
}
