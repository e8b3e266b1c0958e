import LanternTesting
import Model
import Testing

@testable import Engine

/// What is written to one fan, and when.
struct FanControllerTests {
  private let start = Instant(nanoseconds: 1_000_000_000_000)
  private var fan = FanController(FanPlan(minimumDuty: 30, fullSpeed: 8000, zone: "main"))
  private let manual = FanController.Wish(mode: .manual, speed: 4000)

  private func at(_ seconds: Double) -> Instant { start + .milliseconds(Int64(seconds * 1000)) }

  /// The next duty is written, and the hardware takes it.
  private mutating func drive(_ demand: ZoneController.Demand, at seconds: Double = 0) -> Double? {
    fan.take(demand)
    return drive(at: seconds)
  }

  private mutating func drive(at seconds: Double = 0) -> Double? {
    guard let duty = fan.next(at: at(seconds)) else { return nil }
    #expect(fan.finished(.done, at: at(seconds)) == nil)
    return duty
  }

  private mutating func read(_ duty: Double?, at seconds: Double) -> FanController.News? {
    fan.read(duty, at: at(seconds), interval: .seconds(1), now: at(seconds))
  }

  // MARK: Automatic

  @Test mutating func itBeginsAtFullSpeed() {
    #expect(drive() == 100)
  }

  @Test mutating func itFollowsItsZoneInWholePercentUpwards() {
    #expect(drive(.duty(50)) == 50)
    #expect(drive(.duty(50)) == nil, "what was taken is not written again")
    #expect(drive(.duty(50.2)) == 51)
    #expect(drive(.duty(50.7)) == nil)
  }

  @Test mutating func itIsNeverDrivenSlowerThanItsMinimum() {
    #expect(drive(.duty(0)) == 30)
    fan.take(FanController.Wish(mode: .manual, speed: 1))
    #expect(drive(.duty(0)) == nil, "1 rpm would be less than what is written already")
  }

  @Test(arguments: [FanMode.automatic, .manual], [ZoneController.Demand.alarm("sensor cpu has no reading"), .pending])
  func anAlarmIsFullSpeedInEitherModeAndEndsWithIt(mode: FanMode, alarm: ZoneController.Demand) {
    var test = self
    #expect(test.drive(.duty(50)) == 50)
    test.fan.take(FanController.Wish(mode: mode, speed: mode == .manual ? 4000 : nil))
    #expect(test.drive(alarm) == 100)
    #expect(test.drive(.duty(50)) == 50)
  }

  // MARK: Manual

  @Test mutating func aSpeedIsADutyByTheFansFullSpeed() {
    fan.take(manual)
    #expect(drive(.duty(90)) == 50, "whatever its zone demands")
    fan.take(FanController.Wish(mode: .manual, speed: 6001))
    #expect(drive() == 75)
    fan.take(FanController.Wish(mode: .automatic))
    #expect(drive() == 90)
  }

  @Test mutating func aFanWithoutAZoneIsLeftToTheHardwareUntilSomebodySetsASpeed() {
    fan = FanController(FanPlan(minimumDuty: 30, fullSpeed: 8000))
    #expect(fan.wish.mode == nil)
    #expect(drive() == nil)
    fan.take(manual)
    #expect(drive() == 50)
  }

  // MARK: One at a time, and until it is so

  @Test mutating func whileOneDutyIsBeingWrittenNoOtherIs() {
    fan.take(.duty(40))
    #expect(fan.next(at: at(0)) == 40)
    fan.take(.duty(80))
    #expect(fan.next(at: at(1)) == nil)
    #expect(fan.finished(.done, at: at(2)) == nil)
    #expect(fan.next(at: at(2)) == 80)
  }

  @Test mutating func whatIsReadBackIsWhatIsShown() {
    #expect(fan.duty == nil)
    #expect(drive(.duty(50)) == 50)
    #expect(fan.duty == nil, "what was written is no reading")
    #expect(read(49.8, at: 1) == nil)
    #expect(fan.duty == 49.8)
    #expect(drive(at: 1) == nil)
    #expect(read(20, at: 0.5) == nil)
    #expect(fan.duty == 49.8, "older than the newest")
  }

  @Test mutating func aDutyThatIsReadBackTooLongAgoIsUnknown() {
    _ = read(50, at: 0)
    #expect(fan.expire(at(3)) == false)
    #expect(fan.duty == 50)
    #expect(fan.expire(at(3.001)) == true)
    #expect(fan.duty == nil)
    #expect(fan.expire(at(4)) == false)
  }

  @Test mutating func aDutyThatSomebodyElseChangedIsWrittenAgain() {
    #expect(drive(.duty(50)) == 50)
    #expect(read(50, at: 1) == nil)
    #expect(read(20, at: 2) == nil)
    #expect(drive(at: 2) == 50)
    #expect(read(51.9, at: 3) == nil)
    #expect(drive(at: 3) == nil, "hardware counts in steps")
  }

  @Test mutating func whatTheHardwareDoesNotKeepIsWrittenAgainWithPausesAndTold() {
    #expect(drive(.duty(50)) == 50)
    _ = read(20, at: 1)
    #expect(drive(at: 1) == 50)
    #expect(read(20, at: 2) == nil)
    #expect(drive(at: 2) == nil)
    #expect(fan.wakeAt == at(4))
    #expect(drive(at: 4) == 50)
    #expect(read(20, at: 5) == .disobeys("it is driven at 20 % after 50 % were written"))
    #expect(drive(at: 7) == 50)
    #expect(read(20, at: 8) == nil, "told once")
    #expect(drive(at: 10) == 50)
    #expect(read(50, at: 11) == .obeys)
    #expect(read(50, at: 12) == nil)
  }

  @Test mutating func whatCannotBeReadBackIsNotConfirmed() {
    #expect(drive(.duty(50)) == 50)
    _ = read(nil, at: 1)
    #expect(fan.duty == nil)
    #expect(drive(at: 1) == 50)
    _ = read(nil, at: 2)
    _ = drive(at: 4)
    #expect(read(nil, at: 5) == .disobeys("what it is driven at cannot be read back"))
  }

  @Test mutating func aReadBackBeforeTheAnswerCountsForWhatWasWritten() {
    fan.take(.duty(50))
    #expect(fan.next(at: at(1)) == 50)
    #expect(read(50, at: 1.1) == nil)
    #expect(fan.finished(.done, at: at(1.2)) == nil)
    #expect(fan.isSettled)
    fan.take(.duty(70))
    #expect(fan.next(at: at(2)) == 70)
    _ = read(50, at: 2.1)
    #expect(fan.finished(.done, at: at(2.2)) == nil)
    #expect(!fan.isSettled)
  }

  @Test mutating func aWriteThatFailsIsToldOnceAndTriedAgain() {
    fan.take(.duty(50))
    #expect(fan.next(at: at(0)) == 50)
    #expect(fan.finished(.timedOut("no answer"), at: at(0)) == .disobeys("no answer"))
    #expect(fan.next(at: at(1.9)) == nil)
    #expect(fan.wakeAt == at(2))
    #expect(fan.next(at: at(2)) == 50)
    #expect(fan.finished(.timedOut("no answer"), at: at(2)) == nil)
    #expect(fan.next(at: at(4)) == 50)
    _ = read(50, at: 4.1)
    #expect(fan.finished(.done, at: at(4.2)) == .obeys)
  }

  @Test mutating func fullSpeedDoesNotWaitForAPause() {
    fan.take(.duty(50))
    _ = fan.next(at: at(0))
    _ = fan.finished(.timedOut("no answer"), at: at(0))
    fan.take(.alarm("sensor cpu is fatal"))
    #expect(fan.next(at: at(0.1)) == 100)
  }

  // MARK: The tachometer

  /// A fan that turns at `speed(duty)`, read every second: the duties written in `seconds`.
  private mutating func run(seconds: Int, _ speed: (Double) -> Double) -> [Double] {
    fan.take(manual)
    fan.take(.duty(100))
    var duties: [Double] = []
    for second in 0..<seconds {
      if let last = duties.last { fan.measured(speed(last), at: at(Double(second))) }
      if let duty = drive(at: Double(second)) { duties.append(duty) }
    }
    return duties
  }

  @Test mutating func aFanThatTurnsAsItsDutySaysIsLeftAlone() {
    let duties = run(seconds: 60) { $0 * 80 }
    #expect(duties == [50])
  }

  @Test mutating func aSlowFanIsHelpedSlowlyUntilItsSpeedIsRight() throws {
    let duties = run(seconds: 60) { $0 * 80 * 0.9 }
    #expect(duties.count <= 6)
    #expect(duties == duties.sorted(), "it never swings")
    let speed = try #require(duties.last) * 80 * 0.9
    #expect(abs(speed - 4000) <= 8000 * SpeedCorrection.tolerance / 100)
  }

  @Test mutating func aFastFanIsSlowedDown() throws {
    let duties = run(seconds: 60) { $0 * 80 * 1.15 }
    #expect(duties == duties.sorted(by: >))
    #expect(abs(try #require(duties.last) * 80 * 1.15 - 4000) <= 8000 * SpeedCorrection.tolerance / 100)
  }

  @Test mutating func aFanThatStandsStillIsNotDrivenHarderForEver() {
    let standing = run(seconds: 600) { _ in 0 }
    #expect(standing.last == 65)
    fan = FanController(fan.plan)
    let racing = run(seconds: 600) { _ in 1e9 }
    #expect(racing.last == 35)
  }

  @Test mutating func twoStepsAreFarEnoughApartForTheFanToFollow() {
    fan.take(manual)
    fan.take(.duty(100))
    #expect(drive() == 50)
    fan.measured(3000, at: at(4.9))
    #expect(drive(at: 4.9) == nil)
    fan.measured(3000, at: at(5))
    #expect(drive(at: 5) == 53)
    fan.measured(3000, at: at(6))
    fan.measured(3000, at: at(9.9))
    #expect(drive(at: 9.9) == nil)
  }

  @Test mutating func aNewSpeedForgetsWhatWasFoundForTheLast() {
    _ = run(seconds: 60) { $0 * 72 }
    fan.take(FanController.Wish(mode: .manual, speed: 6000))
    #expect(drive(at: 61) == 75)
  }

  @Test mutating func inAnAlarmTheTachometerTeachesNothing() {
    fan.take(manual)
    #expect(drive(.alarm("sensor cpu is critical")) == 100)
    for second in 1...30 { fan.measured(8000, at: at(Double(second))) }
    #expect(drive(.duty(20), at: 31) == 50)
  }
}
