import Engine
import Model
import Testing

/// Events as lines of a log.
struct EventTests {
  private static func changed(_ from: String, _ to: String, reading: Double?) -> Event.Kind {
    .sensorChanged(id: "inlet", name: "Inlet", from: from, to: to, reading: reading, unit: .celsius)
  }

  @Test(
    arguments: [
      (
        changed("normal", "critical-high", reading: 46),
        "sensor inlet (Inlet): normal -> critical-high at 46.0 celsius", true
      ),
      (
        changed("critical-high", "normal", reading: 30),
        "sensor inlet (Inlet): critical-high -> normal at 30.0 celsius", false
      ),
      (changed("Normal", "Failed", reading: nil), "sensor inlet (Inlet): Normal -> Failed", true),
      (.powerChanged(system: "s", from: .on, to: .offStandby), "system s: power on -> off-standby", false),
      (.powerStarted(system: "s", verb: .offGraceful), "system s: power off-graceful begins", false),
      (.powerFinished(system: "s", verb: .cycle, .succeeded), "system s: power cycle done", false),
      (.powerFinished(system: "s", verb: .cycle, .failed("no")), "system s: power cycle failed: no", true),
      (
        .powerFinished(system: "s", verb: .cycleGraceful, .cancelled("ended by admin")),
        "system s: power cycle-graceful ended: ended by admin", false
      ),
      (
        .thresholdsChanged(id: "inlet", name: "Inlet", to: "warning-high=41.5"),
        "sensor inlet (Inlet): thresholds warning-high=41.5", false
      ),
      (
        .logged(id: "sel.17", severity: .critical, message: "Fan 1 has stopped."),
        "log entry sel.17: critical: Fan 1 has stopped.", true
      ),
      (.sourceChanged(source: "bmc", .connecting), "source bmc: connecting", false),
      (.sourceChanged(source: "bmc", .working), "source bmc: working", false),
      (
        .sourceChanged(source: "bmc", .failing(kind: "timed-out", message: "check the cable")),
        "source bmc: timed-out: check the cable", true
      ),
      (
        .becameUnknown(ObjectID(.sensor, "inlet"), name: "Inlet"), "sensor inlet (Inlet): no current reading any more",
        true
      ),
      (.auditFailed("disk full"), "the audit record could not be written: disk full", true),
      (.commandsTurnedAway(3), "3 commands turned away: too many were waiting", true),
    ] as [(Event.Kind, String, Bool)])
  func everyEventIsOneLine(kind: Event.Kind, line: String, isTrouble: Bool) {
    let event = Event(time: WallTime(secondsSince1970: 0), kind: kind)
    #expect(event.description == line)
    #expect(event.isTrouble == isTrouble)
  }
}
