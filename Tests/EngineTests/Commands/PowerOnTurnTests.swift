import Engine
import LanternTesting
import Model
import Testing

/// Systems of one feed are switched on one after the other; whoever asks is not kept waiting.
struct PowerOnTurnTests {
  private static let feed = PowerOnFeed(name: "", spacing: .milliseconds(500))
  private static let systems = ["a", "b", "c"]

  private static func plan(_ feed: PowerOnFeed? = feed) -> PowerPlan {
    var plan = PowerPlan(steps: [
      .on: [.chassisControl(.powerUp), .until(state: .on, within: .seconds(10), isOptional: false)],
      .off: [.chassisControl(.powerDown), .until(state: .off, within: .seconds(10), isOptional: false)],
      .offGraceful: [.chassisControl(.softShutdown), .until(state: .off, within: .seconds(60), isOptional: false)],
      .cycle: [
        .chassisControl(.powerCycle), .until(state: .off, within: .seconds(2), isOptional: true),
        .until(state: .on, within: .seconds(10), isOptional: false),
      ],
      .reset: [.chassisControl(.hardReset)],
    ]).withDerivedVerbs()
    plan.feed = feed
    return plan
  }

  private let rig = MonitorRig(
    systems.map { .system(sampleSystem($0)) },
    plans: Dictionary(uniqueKeysWithValues: systems.map { ($0, plan()) }))

  private func up(_ system: String) -> HardwareAction { .chassisControl(system: system, .powerUp) }

  @Test func theirBeginningsAreApartAndInTheOrderOfTheCommands() {
    let replies = Self.systems.map { rig.give(.on, to: $0) }
    #expect(rig.source.actions == [up("a")])
    #expect(replies.map(\.outcome) == [.accepted, .accepted, .accepted], "answered at once")
    rig.advance(by: .milliseconds(499))
    #expect(rig.source.actions == [up("a")])
    rig.advance(by: .milliseconds(1))
    #expect(rig.source.actions == [up("a"), up("b")])
    rig.advance(by: .milliseconds(500))
    #expect(rig.source.actions == [up("a"), up("b"), up("c")])
    #expect(replies.map(\.count) == [1, 1, 1])
  }

  @Test func whileItWaitsASystemIsShownInTransition() throws {
    _ = rig.give(.on, to: "a")
    _ = rig.give(.on, to: "b")
    #expect(try rig.system("b").power.transitioning == .on && rig.system("b").power.requested == .on)
    #expect(rig.give(.on, to: "b").outcome == .busy)
  }

  @Test func switchingOffAndResettingDoNotWait() {
    for system in Self.systems { rig.power(.on, of: system) }
    _ = rig.give(.cycle, to: "a")
    _ = rig.give(.off, to: "b")
    _ = rig.give(.reset, to: "c")
    #expect(
      rig.source.actions == [
        .chassisControl(system: "a", .powerCycle), .chassisControl(system: "b", .powerDown),
        .chassisControl(system: "c", .hardReset),
      ])
  }

  @Test func aCycleByTheHardwareItselfWaitsBeforeItBegins() {
    for system in Self.systems { rig.power(.on, of: system) }
    _ = rig.give(.cycle, to: "a")
    let reply = rig.give(.cycle, to: "b")
    #expect(reply.outcome == .accepted)
    #expect(rig.source.actions == [.chassisControl(system: "a", .powerCycle)])
    rig.advance(by: .milliseconds(500))
    #expect(rig.source.actions.last == .chassisControl(system: "b", .powerCycle))
  }

  @Test func aCycleInStepsGoesOffAtOnceAndWaitsWhereItGoesOn() throws {
    for system in ["a", "b"] { rig.power(.on, of: system) }
    for system in ["a", "b"] { _ = rig.give(.cycleGraceful, to: system) }
    #expect(
      rig.source.actions == [
        .chassisControl(system: "a", .softShutdown), .chassisControl(system: "b", .softShutdown),
      ])
    for system in ["b", "a"] { rig.power(.off, of: system) }
    #expect(Array(rig.source.actions.dropFirst(2)) == [up("b")], "who is off first goes on first")
    #expect(rig.jobs.last?.status == "waiting before the next step" || rig.jobs.count == 2)
    rig.advance(by: .milliseconds(500))
    #expect(Array(rig.source.actions.dropFirst(2)) == [up("b"), up("a")])
  }

  @Test func aSystemThatIsOnWhenItsTurnComesIsLeftAlone() throws {
    _ = rig.give(.on, to: "a")
    _ = rig.give(.on, to: "b")
    rig.power(.on, of: "b")
    rig.advance(by: .milliseconds(500))
    #expect(rig.source.actions == [up("a")])
    #expect(try rig.system("b").power.transitioning == nil)
    #expect(rig.events.kinds.contains(.powerFinished(system: "b", verb: .on, .succeeded)))
  }

  @Test func aJobThatIsEndedGivesItsTurnAway() throws {
    for system in Self.systems { rig.power(.on, of: system) }
    _ = rig.give(.cycle, to: "c")
    _ = rig.give(.cycleGraceful, to: "a")
    rig.power(.off, of: "a")
    _ = rig.give(.cycle, to: "b")
    let job = try #require(rig.jobs.last { $0.system == "a" })
    #expect(job.status == "waiting for its turn to be switched on")
    #expect(rig.give(.cancelJob(id: job.id)).outcome == .accepted)
    rig.advance(by: .milliseconds(500))
    #expect(rig.source.actions.last == .chassisControl(system: "b", .powerCycle))
    #expect(!rig.source.actions.contains(up("a")))
  }

  @Test func feedsDoNotWaitForEachOther() {
    let rig = MonitorRig(
      Self.systems.map { .system(sampleSystem($0)) },
      plans: [
        "a": Self.plan(), "b": Self.plan(PowerOnFeed(name: "rack2", spacing: .seconds(9))), "c": Self.plan(nil),
      ])
    for system in Self.systems { _ = rig.give(.on, to: system) }
    #expect(rig.source.actions == Self.systems.map(up))
  }

  @Test func thePressOfAButtonWaitsAsAWhole() {
    var plan = PowerPlan(steps: [
      .off: [.hold(line: "button", until: .off, within: .seconds(5))],
      .on: [
        .pulse(line: "button", for: .milliseconds(200)), .until(state: .on, within: .seconds(8), isOptional: false),
      ],
    ]).withDerivedVerbs()
    plan.feed = Self.feed
    let rig = MonitorRig(["a", "b"].map { .system(sampleSystem($0)) }, plans: ["a": plan, "b": plan])
    rig.power(.on, of: "a")
    _ = rig.give(.cycle, to: "a")
    _ = rig.give(.on, to: "b")
    let press = HardwareAction.setLine(name: "button", asserted: true, lasts: false)
    let release = HardwareAction.setLine(name: "button", asserted: false, lasts: false)
    #expect(rig.source.actions == [press, press], "one holds to go off, one presses to go on")
    rig.power(.off, of: "a")
    rig.advance(by: .milliseconds(200))
    #expect(rig.source.actions == [press, press, release, release], "released; the press to go on waits")
    rig.advance(by: .milliseconds(300))
    #expect(rig.source.actions.last == press && rig.source.actions.count == 5)
  }
}
