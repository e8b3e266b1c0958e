import CIM
import Model
import Testing

/// A reading that is too old is unknown, whoever asks, even when nothing is published any more.
struct FreshnessTests {
  let view = Shipped.plain.view
  let board = SampleBoard()

  private func inlet(at now: Instant) throws -> Instance {
    try #require(view.one("CIM_NumericSensor", ["DeviceID": "inlet"], board, at: now))
  }

  @Test func aSensorForgetsItsReading() throws {
    let last = board.now + SampleBoard.freshFor
    let fresh = try inlet(at: last)
    #expect(fresh["CurrentReading"] == .signed(2413))
    let stale = try inlet(at: last + .nanoseconds(1))
    #expect(stale["CurrentReading"] == nil)
    #expect(stale["CurrentState"] == .string("Unknown"))
    #expect(stale["EnabledState"] == .unsigned(6))
    #expect(stale["HealthState"] == .unsigned(0))
    #expect(stale["OperationalStatus"] == .array([.unsigned(0)]))
    #expect(stale["UpperThresholdCritical"] == .signed(4500), "what is fixed stays")
    #expect(stale.path == fresh.path)
    #expect(stale.renderVersion != fresh.renderVersion)
  }

  @Test func aSystemForgetsItsPowerState() throws {
    func power(_ now: Instant) throws -> Instance {
      try #require(view.one("CIM_AssociatedPowerManagementService", [:], board, at: now))
    }
    let stale = board.now + .seconds(10)
    #expect(try power(board.now)["PowerState"] == .unsigned(2))
    #expect(try power(stale)["PowerState"] == nil, "left out rather than guessed")
    #expect(try power(stale).renderVersion != power(board.now).renderVersion)
    let system = try #require(view.one("CIM_ComputerSystem", [:], board, at: stale))
    #expect(system["EnabledState"] == .unsigned(0))
    #expect(system["HealthState"] == .unsigned(0))
  }

  @Test func theRenderVersionMovesExactlyWithTheObject() throws {
    let inlet = try inlet(at: board.now)
    let fan = try #require(view.one("CIM_Fan", [:], board))
    let device = try #require(view.all("CIM_SystemDevice", board).first)
    var warmer = SampleBoard.inlet
    warmer.reading = 25
    board.publish([.sensor(warmer), .fan(SampleBoard.fan)])
    #expect(try self.inlet(at: board.now).renderVersion != inlet.renderVersion)
    #expect(view.one("CIM_Fan", [:], board)?.renderVersion == fan.renderVersion, "published again, unchanged")
    #expect(view.all("CIM_SystemDevice", board).first?.renderVersion == device.renderVersion)
  }

  @Test func aPowerRequestShowsAtOnce() throws {
    func power() throws -> Instance { try #require(view.one("CIM_AssociatedPowerManagementService", [:], board)) }
    let before = try power()
    #expect(before["RequestedPowerState"] == .unsigned(12), "Not Applicable")
    #expect(before["TransitioningToPowerState"] == .unsigned(19), "No Change")
    var system = SampleBoard.system
    system.power.requested = .offGraceful
    system.power.transitioning = .offGraceful
    board.publish([.system(system)])
    let after = try power()
    #expect(after["RequestedPowerState"] == .unsigned(13), "the shifted map")
    #expect(after["TransitioningToPowerState"] == .unsigned(12))
    #expect(after["AvailableRequestedPowerStates"] == nil)
    #expect(after.renderVersion != before.renderVersion)
  }
}
