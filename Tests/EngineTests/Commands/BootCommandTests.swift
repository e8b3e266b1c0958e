import LanternTesting
import Model
import Testing

@testable import Engine

/// What systems are to boot from: what clients put in order, what the hardware confirms, and which of them counts.
struct BootCommandTests {
  private let rig = MonitorRig([.system(sampleSystem())])

  init() {
    rig.report(
      .inventory([
        .boot(BootConfiguration(system: System.onlyID, name: "Boot", devices: [.network, .disk, .optical]))
      ]))
  }

  private func told(_ once: BootDevice? = nil, persistent: BootDevice? = nil) {
    rig.report(
      .boot(
        system: System.onlyID, BootStatus(once: once, persistent: persistent), at: rig.clock.now(),
        interval: .seconds(5)))
  }

  private func order(_ devices: BootDevice...) -> CommandOutcome? {
    rig.give(.setBootOrder(system: System.onlyID, devices)).outcome
  }

  private func role(_ role: BootRole) -> CommandOutcome? {
    rig.give(.setBootRole(system: System.onlyID, role)).outcome
  }

  private func current() throws -> BootConfiguration {
    let object = try #require(rig.object(.boot, System.onlyID))
    guard case .boot(let boot) = object.current(at: rig.clock.now()) else { throw MonitorRig.Missing() }
    return boot
  }

  /// The devices by their place in the order.
  private var places: [BootDevice: UInt32] {
    var places: [BootDevice: UInt32] = [:]
    for object in rig.store.snapshot.objects(of: .bootSource) {
      if case .bootSource(let source) = object.content { places[source.device] = source.place }
    }
    return places
  }

  private func setBoot(_ device: BootDevice?, once: Bool) -> HardwareAction {
    .setBoot(system: System.onlyID, device, once: once)
  }

  @Test func eachDeviceIsASource() throws {
    #expect(places == [.network: 0, .disk: 0, .optical: 0])
    rig.report(
      .inventory([.boot(BootConfiguration(system: System.onlyID, name: "Boot", devices: [.disk, .setup]))]))
    #expect(places == [.disk: 0, .setup: 0])
    rig.report(.inventory([]))
    #expect(places == [:])
    #expect(rig.object(.boot, System.onlyID) == nil)
  }

  @Test func anOrderWithoutARoleIsOnlyKept() throws {
    told()
    #expect(order(.disk, .network) == .accepted)
    #expect(places == [.disk: 1, .network: 2, .optical: 0])
    #expect(try current().order == [.disk, .network])
    #expect(rig.source.actions == [])
    #expect(order() == .accepted)
    #expect(places == [.disk: 0, .network: 0, .optical: 0])
  }

  @Test func aRoleTellsTheHardwareTheFirstOfTheOrder() {
    told()
    _ = order(.network, .disk)
    #expect(role(.nextOnce) == .accepted)
    #expect(role(.next) == .accepted)
    #expect(role(.notNext) == .accepted)
    #expect(
      rig.source.actions == [
        setBoot(.network, once: true), setBoot(.network, once: false), setBoot(nil, once: false),
      ])
  }

  @Test func whatTheHardwareConfirmsIsShownAndNothingElse() throws {
    told()
    _ = order(.network)
    _ = role(.nextOnce)
    #expect(try current().role == .notNext, "accepted, but not confirmed")
    told(.network)
    #expect(try current().role == .nextOnce)
    told()
    #expect(try current().role == .notNext, "used up by a boot")
    #expect(try current().order == [.network])
    told(persistent: .network)
    #expect(try current().role == .next)
  }

  @Test func withoutAnOrderThereIsNothingToTell() {
    told()
    #expect(
      role(.nextOnce)
        == .refused("There is nothing in the boot order of the system ManagedSystem: set the order first."))
    #expect(role(.notNext) == .accepted)
    #expect(rig.source.actions == [setBoot(nil, once: false)])
  }

  @Test func whatSomebodyElseToldTheHardwareIsTheOrder() throws {
    told()
    _ = order(.network, .disk)
    told(.optical)
    #expect(try current().order == [.optical])
    #expect(places == [.network: 0, .disk: 0, .optical: 1])
  }

  @Test func anOrderThatCountsIsToldBeforeItIsOne() throws {
    told(persistent: .disk)
    rig.source.hold()
    let reply = rig.give(.setBootOrder(system: System.onlyID, [.network, .disk]))
    #expect(rig.source.actions == [setBoot(.network, once: false)])
    #expect(try current().order == [.disk])
    told(persistent: .network)
    rig.source.release()
    rig.settle()
    #expect(reply.outcome == .accepted)
    #expect(try current().order == [.network, .disk])
  }

  @Test func anOrderThatTheHardwareDoesNotTakeIsNone() throws {
    told(.disk)
    rig.source.answer(.refused("no such device"))
    #expect(order(.network) == .failed("no such device"))
    #expect(rig.source.actions == [setBoot(.network, once: true)])
    #expect(try current().order == [.disk])
  }

  @Test func onlyDevicesThatTheSystemHasAndEachOnce() {
    told()
    #expect(
      order(.setup)
        == .refused("The system ManagedSystem can be told to boot only from: network, disk, optical."))
    #expect(order(.disk, .disk) == .refused("A device can be in the boot order only once."))
  }

  @Test func systemsThatCannotBeToldAreNot() {
    let rig = MonitorRig([.system(sampleSystem())])
    #expect(rig.give(.setBootOrder(system: System.onlyID, [.disk])).outcome == .unsupported)
    #expect(rig.give(.setBootRole(system: System.onlyID, .notNext)).outcome == .unsupported)
    #expect(rig.give(.setBootRole(system: "nobody", .next)).outcome == .unknownSystem)
  }

  @Test func oneCommandAtATime() {
    told()
    _ = order(.network)
    rig.source.hold()
    let first = rig.give(.setBootRole(system: System.onlyID, .nextOnce))
    #expect(order(.disk) == .busy)
    #expect(role(.notNext) == .busy)
    rig.source.release()
    rig.settle()
    #expect(first.outcome == .accepted)
    #expect(order(.disk) == .accepted)
  }

  @Test func whatWasConfirmedGrowsOld() throws {
    told(.network)
    rig.clock.advance(by: .seconds(15))
    #expect(try current().role == .nextOnce)
    rig.clock.advance(by: .nanoseconds(1))
    #expect(try current().role == nil)
    #expect(try current().once == nil)
    #expect(try current().order == [.network])
    rig.settle()
    #expect(rig.events.take() == [.becameUnknown(ObjectID(.boot, System.onlyID), name: "Boot")])
  }

  @Test func theTrailSaysHowItStood() {
    told()
    _ = order(.network, .disk)
    #expect(rig.audit.records.map(\.before) == ["order none; not-next", "order none; not-next"])
    #expect(rig.audit.records.last?.after == "order network,disk; not-next")
  }

  @Test func bootingNeedsThePermissionForPower() {
    told()
    var caller = MonitorRig.admin
    caller.rights = Rights(.readonly)
    #expect(rig.give(.setBootOrder(system: System.onlyID, [.disk]), by: caller).outcome == .denied)
    #expect(rig.give(.setBootRole(system: System.onlyID, .notNext), by: caller).outcome == .denied)
    caller.rights = Rights(.operator)
    #expect(rig.give(.setBootOrder(system: System.onlyID, [.disk]), by: caller).outcome == .accepted)
  }
}
