import Drivers
import Model
import Testing

@Suite("The power of a simulated chassis")
struct ChassisTests {
  @Test("a press while off brings power-good after the power-on delay")
  func powerOn() {
    let bench = Bench(.oneChassis())
    bench.press("power-button")
    bench.pass(.milliseconds(200))
    bench.release("power-button")
    bench.pass(.seconds(10))
    #expect(bench.powerChanges() == [.init(at: .zero, isOn: false), .init(at: .seconds(2), isOn: true)])
  }

  @Test("a short press while on lets the operating system shut down")
  func graceful() {
    let bench = Bench(.oneChassis(startsOn: true))
    bench.pass(.seconds(1))
    bench.press("power-button")
    bench.pass(.milliseconds(200))
    bench.release("power-button")
    bench.pass(.seconds(10))
    #expect(bench.powerChanges() == [.init(at: .zero, isOn: true), .init(at: .seconds(6), isOn: false)])
  }

  @Test("a shutdown that nobody answers leaves the system on")
  func deaf() {
    var plan = SimulationPlan.oneChassis(startsOn: true)
    plan.chassis[0].gracefulDelay = nil
    let bench = Bench(plan)
    bench.press("power-button")
    bench.pass(.milliseconds(200))
    bench.release("power-button")
    bench.pass(.seconds(60))
    #expect(bench.powerChanges() == [.init(at: .zero, isOn: true)])
  }

  @Test("the button held switches off, and does not switch on again before it is pressed anew")
  func hold() {
    let bench = Bench(.oneChassis(startsOn: true))
    bench.press("power-button")
    bench.pass(.seconds(10))
    bench.release("power-button")
    bench.pass(.seconds(10))
    #expect(bench.powerChanges() == [.init(at: .zero, isOn: true), .init(at: .seconds(4), isOn: false)])
    bench.press("power-button")
    bench.pass(.seconds(3))
    #expect(bench.powerChanges().last == .init(at: .seconds(22), isOn: true))
  }

  @Test("the button held just short of it only asks for a shutdown")
  func almostHeld() {
    let bench = Bench(.oneChassis(startsOn: true))
    bench.press("power-button")
    bench.pass(.milliseconds(3_999))
    bench.release("power-button")
    bench.pass(.seconds(2))
    #expect(bench.powerChanges() == [.init(at: .zero, isOn: true), .init(at: .seconds(5), isOn: false)])
  }

  @Test("the button held ends a shutdown that takes too long")
  func holdWhileStopping() {
    var plan = SimulationPlan.oneChassis(startsOn: true)
    plan.chassis[0].gracefulDelay = .seconds(60)
    let bench = Bench(plan)
    bench.press("power-button")
    bench.release("power-button")
    bench.pass(.seconds(10))
    bench.press("power-button")
    bench.pass(.seconds(5))
    #expect(bench.powerChanges() == [.init(at: .zero, isOn: true), .init(at: .seconds(14), isOn: false)])
  }

  @Test("a reset keeps the power on, and the operating system forgets that it was shutting down")
  func reset() {
    let bench = Bench(.oneChassis(startsOn: true))
    bench.press("power-button")
    bench.release("power-button")
    bench.pass(.seconds(1))
    bench.press("reset-button")
    bench.release("reset-button")
    bench.pass(.seconds(20))
    #expect(bench.powerChanges() == [.init(at: .zero, isOn: true)])
  }

  @Test("systems of one board have power of their own")
  func twoSystems() {
    var plan = SimulationPlan.oneChassis()
    plan.chassis.append(SimulatedChassis(system: "node2", powerGood: "power-good-2", powerButton: "power-button-2"))
    let bench = Bench(plan)
    bench.press("power-button-2")
    bench.pass(.seconds(5))
    #expect(bench.powerChanges() == [.init(at: .zero, isOn: false)])
  }

  @Test("only outputs can be set")
  func unknownLines() {
    let bench = Bench(.oneChassis())
    for line in ["power-good", "led"] {
      #expect(
        bench.perform(.setLine(name: line, asserted: true, lasts: false))
          == .refused("This simulated board has no output line '\(line)'."))
    }
    #expect(bench.perform(.setLine(name: "power-button", asserted: true, lasts: false)) == .done)
  }

  @Test("it follows the chassis controls of a BMC")
  func chassisControls() {
    let bench = Bench(.oneChassis(startsOn: true))
    func control(_ order: ChassisControl) {
      #expect(bench.perform(.chassisControl(system: System.onlyID, order)) == .done)
      bench.pass(.seconds(10))
    }
    control(.powerCycle)
    control(.hardReset)
    control(.diagnosticInterrupt)
    control(.softShutdown)
    control(.powerCycle)
    control(.powerUp)
    control(.powerDown)
    #expect(
      bench.powerChanges() == [
        .init(at: .zero, isOn: true), .init(at: .zero, isOn: false), .init(at: .seconds(2), isOn: true),
        .init(at: .seconds(35), isOn: false), .init(at: .seconds(52), isOn: true), .init(at: .seconds(60), isOn: false),
      ])
    #expect(
      bench.perform(.chassisControl(system: "other", .powerUp))
        == .refused("This simulated board has no system 'other'."))
  }

  @Test("one whose power no line tells has its controller tell it")
  func controllerTells() {
    var plan = SimulationPlan.oneChassis(startsOn: true)
    plan.chassis[0].powerGood = nil
    let bench = Bench(plan)
    bench.perform(.chassisControl(system: System.onlyID, .powerDown))
    var states: [PowerState] = []
    for case .power(System.onlyID, let state, _, _) in bench.takeReports() where states.last != state {
      states.append(state)
    }
    #expect(states == [.on, .off])
  }
}
