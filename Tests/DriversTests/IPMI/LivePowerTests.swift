import Glibc
import Model
import Testing

@testable import Drivers

/// Chassis control, sessions that fail, BMCs and workers that die: all with the real worker and a simulated BMC.
@Suite(.serialized) struct LivePowerTests {
  @Test(arguments: [
    (ChassisControl.powerDown, "power 0"), (.powerUp, "power 1"), (.powerCycle, "power 0"), (.hardReset, "reset 1"),
    (.softShutdown, "shutdown 1"),
  ])
  func aChassisControlReachesTheHook(control: ChassisControl, logged: String) throws {
    let live = try LiveBMC(try SimulatedBMC())
    _ = try live.complete()
    #expect(try live.control(control) == .done)
    #expect(eventually { live.bmc.chassisLog.first == logged }, "\(live.bmc.chassisLog)")
  }

  @Test func thePowerStateIsWhatTheHardwareConfirms() throws {
    let live = try LiveBMC(try SimulatedBMC())
    #expect(try live.complete().power == .on)
    _ = try live.bmc.ipmitool("chassis", "power", "off")
    #expect(eventually { live.sink.now.power == .off })
    _ = try live.bmc.ipmitool("chassis", "power", "on")
    #expect(eventually { live.sink.now.power == .on })
  }

  @Test func readingThePowerReportsItBeforeItCompletes() throws {
    let live = try LiveBMC(try SimulatedBMC())
    _ = try live.complete()
    let before = live.sink.now.powerReports
    #expect(try live.result(of: .readPower(system: System.onlyID)) == .done)
    #expect(live.sink.now.powerReports > before)
  }

  @Test func aUserWithoutThePrivilegeIsRefused() throws {
    let bmc = try SimulatedBMC()
    var settings = try bmc.settings(user: "viewer", password: "viewpw")
    settings.privilege = .user
    let live = try LiveBMC(bmc, settings)
    _ = try live.complete()
    guard case .refused(let reason) = try live.control(.powerDown) else {
      Issue.record("a mere user switched the power off")
      return
    }
    #expect(reason.contains("privilege"))
    #expect(bmc.chassisLog.isEmpty)
  }

  @Test(arguments: [
    ("admin", "wrong", "wrong-password"), ("nobody", "secretpw", "wrong-user"),
  ])
  func aSessionThatCannotBeOpenedSaysWhy(user: String, password: String, kind: String) throws {
    let bmc = try SimulatedBMC("--cipher17")
    let live = try LiveBMC(bmc, try bmc.settings(user: user, password: password, cipherSuite: 17))
    let failure = try #require(waitUntil { live.sink.now.failure })
    #expect(failure.kind == kind, "\(failure.message)")
    guard case .unreachable = try live.control(.powerDown) else {
      Issue.record("a command went out without a session")
      return
    }
  }

  @Test func aPasswordThatIsPutRightIsTakenUp() throws {
    let bmc = try SimulatedBMC("--cipher17")
    let settings = try bmc.settings(password: "wrong", cipherSuite: 17)
    let live = try LiveBMC(bmc, settings)
    #expect(waitUntil { live.sink.now.failure?.kind } == "wrong-password")
    guard case .lan(let lan) = settings.access, case .file(let path) = lan.password else {
      Issue.record("there is no password file")
      return
    }
    try bmc.write("secretpw\n", to: path)
    #expect(eventually { live.sink.now.statuses.last == .working })
  }

  @Test func aMissingWorkaroundIsProposed() throws {
    let bmc = try SimulatedBMC()
    var settings = try bmc.settings()
    settings.workarounds = []
    let live = try LiveBMC(bmc, settings)
    let failure = try #require(waitUntil { live.sink.now.failure })
    #expect(failure.kind == "wrong-privilege")
    #expect(failure.message.contains("opensesspriv"))
  }

  @Test func aCipherSuiteTheBMCHasNotIsNamedAsTheReason() throws {
    let bmc = try SimulatedBMC()
    let live = try LiveBMC(bmc, try bmc.settings(cipherSuite: 17))
    let failure = try #require(waitUntil { live.sink.now.failure })
    #expect(["wrong-cipher-suite", "session-refused"].contains(failure.kind))
    #expect(failure.message.contains("cipher suite 17"))
  }

  @Test func aBMCThatComesBackIsFoundAgain() throws {
    let live = try LiveBMC(try SimulatedBMC())
    _ = try live.complete()
    live.bmc.end()
    #expect(waitUntil { live.sink.now.failure?.kind } == "session-timeout")
    let second = try SimulatedBMC("--port", "\(live.bmc.port)")
    #expect(eventually { live.sink.now.statuses.last == .working })
    withExtendedLifetime(second) {}
  }

  @Test func aWorkerThatIsKilledIsReplaced() throws {
    let live = try LiveBMC(try SimulatedBMC())
    _ = try live.complete()
    kill(try #require(live.launcher.processes.first), SIGKILL)
    #expect(waitUntil { live.sink.now.failure?.kind } == "worker-ended")
    #expect(eventually { live.launcher.processes.count == 2 })
    #expect(eventually { live.sink.now.statuses.last == .working })
    let before = live.sink.now.batches
    #expect(eventually { live.sink.now.batches > before })
    // The same BMC: what is known of it need not be said again.
    #expect(live.sink.now.inventories == 1)
  }

  @Test func aWorkerThatIsStoppedHoldsNobodyUp() throws {
    let live = try LiveBMC(try SimulatedBMC())
    _ = try live.complete()
    let process = try #require(live.launcher.processes.first)
    kill(process, SIGSTOP)
    guard case .timedOut = try live.control(.powerDown) else {
      Issue.record("a stopped worker answered")
      return
    }
    live.source.stop()
    // Reaped: no such child any more.
    #expect(eventually { kill(process, 0) != 0 })
  }
}
