import Engine
import LanternTesting
import Model
import Testing

/// Every command leaves a trace, and nothing is done without one.
struct CommandAuditTests {
  private let rig = MonitorRig(
    [.system(sampleSystem())],
    plans: [
      System.onlyID: PowerPlan(steps: [
        .off: [.chassisControl(.powerDown), .until(state: .off, within: .seconds(10), isOptional: false)],
        .reset: [.chassisControl(.hardReset)],
      ])
    ])

  private func record(
    _ stage: AuditRecord.Stage, _ verb: PowerVerb = .off, by caller: Caller = MonitorRig.admin,
    before: PowerState = .on,
    after: PowerState? = nil
  ) -> AuditRecord {
    AuditRecord(
      time: rig.clock.wallTime(), stage: stage, caller: caller, command: .power(system: System.onlyID, verb: verb),
      before: before.rawValue, after: after?.rawValue)
  }

  @Test func anAcceptedCommandIsRecordedBeforeWhenAnsweredAndAtItsEnd() {
    rig.power(.on)
    rig.source.hold()
    _ = rig.give(.off)
    let admitted = record(.admitted)
    #expect(rig.audit.records == [admitted])
    rig.source.release()
    rig.settle()
    let answered = record(.answered(.accepted), after: .on)
    #expect(rig.audit.records == [admitted, answered])
    rig.advance(by: .seconds(2))
    rig.power(.off)
    #expect(rig.audit.records == [admitted, answered, record(.finished(.succeeded), after: .off)])
  }

  @Test func deniedBusyAndImpossibleCommandsAreRecorded() {
    rig.power(.on)
    var reader = MonitorRig.admin
    reader.rights = Rights(.readonly)
    _ = rig.give(.off, by: reader)
    #expect(rig.audit.records == [record(.answered(.denied), by: reader, after: .on)])
    _ = rig.give(.off)
    _ = rig.give(.reset)
    #expect(rig.audit.records.last == record(.answered(.busy), .reset, after: .on))
    _ = rig.give(.nmi)
    #expect(rig.audit.records.last == record(.answered(.unsupported), .nmi, after: .on))
  }

  @Test func whatCannotBeRecordedIsNotDone() throws {
    rig.power(.on)
    _ = rig.events.take()
    rig.audit.fail("/var/lib/lantern/audit.jsonl: No space left on device")
    let reply = rig.give(.off)
    #expect(
      reply.outcome
        == .failed(
          "the audit record could not be written: /var/lib/lantern/audit.jsonl: No space left on device"))
    #expect(rig.source.actions == [])
    #expect(try rig.system().power.transitioning == nil)
    #expect(rig.events.kinds == [.auditFailed("/var/lib/lantern/audit.jsonl: No space left on device")])
    rig.audit.fail(nil)
    #expect(rig.give(.off).outcome == .accepted)
  }

  @Test func aCommandThatIsRefusedAnywayKeepsItsReason() {
    rig.power(.off)
    rig.audit.fail("disk")
    #expect(rig.give(.off).outcome == .alreadySatisfied)
    #expect(rig.events.kinds.last == .auditFailed("disk"))
  }

  @Test func aRecordLostAfterTheFactIsTold() {
    rig.power(.on)
    rig.source.hold()
    let reply = rig.give(.off)
    rig.audit.fail("disk")
    rig.source.release()
    rig.settle()
    #expect(reply.outcome == .accepted)
    #expect(rig.events.kinds.last == .auditFailed("disk"))
  }
}
