import Glibc
import LanternTesting
import Model
import Synchronization
import Testing

@testable import Drivers

@Suite("The lines of a board")
struct LineWorkerTests {
  private let lines = FakeLines(["POWER_OUT", "PS_PWROK", "EN"])
  private let clock = FakeClock()
  private let guardian = FakeGuardian()
  private let reports = Reports()

  private final class Reports: Sendable {
    private let all = Mutex<[HardwareReport]>([])
    func add(_ report: HardwareReport) { all.withLock { $0.append(report) } }
    func take() -> [HardwareReport] {
      all.withLock { all in
        defer { all = [] }
        return all
      }
    }
  }

  private func worker(guardian: (any Guardian)? = nil) -> LineWorker {
    var button = PlannedLine(name: "button", place: .named("POWER_OUT"), isOutput: true)
    button.isMomentary = true
    let plan = LinePlan(
      lines: [
        button, PlannedLine(name: "good", place: .named("PS_PWROK"), isOutput: false),
        PlannedLine(name: "enable", place: .offset(chip: "1e780000.gpio", line: 2), isOutput: true),
      ], stateLines: [System.onlyID: "good"])
    return LineWorker(plan, chips: lines, guardian: guardian ?? self.guardian, time: clock) { [reports] in
      reports.add($0)
    }
  }

  private func messages(_ reports: [HardwareReport]) -> [String] {
    reports.compactMap { if case .status(.failing(_, let message)) = $0 { message } else { nil } }
  }

  private func levels(_ reports: [HardwareReport]) -> [Bool] {
    reports.compactMap { if case .line("good", let isAsserted, _, _) = $0 { isAsserted } else { nil } }
  }

  @Test("inputs are taken once and told at each interval; outputs are not taken before they are driven")
  func inputs() {
    let worker = worker()
    #expect(worker.work() == .milliseconds(250))
    lines.set(1, true)
    clock.advance(by: .milliseconds(250))
    _ = worker.work()
    #expect(levels(reports.take()) == [false, true])
    #expect(lines.takeLog() == ["take 1"])
  }

  @Test("a press is guarded before it is made, and given back with its release")
  func press() {
    let worker = worker()
    #expect(worker.set("button", true, lasts: false) == .done)
    #expect(lines.takeLog() == ["take 0 asserted"])
    #expect(
      guardian.acts == [.releaseLine(device: "/dev/gpiochip0", line: 0, flags: LineFlags.output.rawValue)])
    #expect(worker.set("button", false, lasts: false) == .done)
    #expect(lines.takeLog() == ["drive 0 released", "give 0"])
    #expect(guardian.keys == [])
  }

  @Test("what nobody would release is not pressed")
  func unguarded() {
    let worker = worker(guardian: FakeGuardian(refusing: "Nobody is there."))
    #expect(worker.set("button", true, lasts: false) == .unreachable("Nobody is there."))
    #expect(lines.takeLog() == [])
  }

  @Test("a press that the kernel refuses leaves nothing to guard, and says who has the line")
  func refused() {
    lines.change(0, consumer: "power-key", .used)
    lines.refuse(0, EBUSY)
    let worker = worker()
    #expect(
      worker.set("button", true, lasts: false)
        == .unreachable("The line button is used by 'power-key': end that program, or unload that driver."))
    #expect(guardian.keys == [])
    lines.refuse(0, nil)
    #expect(worker.set("button", true, lasts: false) == .done)
  }

  @Test("a level that lasts is held and not guarded")
  func lasting() {
    let worker = worker()
    #expect(worker.set("enable", true, lasts: true) == .done)
    #expect(worker.set("enable", false, lasts: true) == .done)
    #expect(lines.takeLog() == ["take 2 asserted", "drive 2 released"])
    #expect(guardian.keys == [])
  }

  @Test("a line that was never pressed is not taken in order to be released")
  func nothingToRelease() {
    #expect(worker().set("button", false, lasts: false) == .done)
    #expect(lines.takeLog() == [])
  }

  @Test("a button found driven when nothing is under way is released; what lasts, and inputs, are let be")
  func leftPressed() {
    lines.change(0, .output)
    lines.change(2, .output)
    _ = worker().work()
    #expect(lines.takeLog().filter { $0.contains("take") && !$0.hasPrefix("take 1") } == ["take 0 released"])
  }

  @Test("an end in the middle releases what is pressed")
  func end() {
    let worker = worker()
    _ = worker.set("button", true, lasts: false)
    _ = lines.takeLog()
    worker.end()
    #expect(lines.takeLog() == ["drive 0 released", "give 0"])
  }

  @Test("the state is read when it is asked for, and told before the answer")
  func power() {
    let worker = worker()
    lines.set(1, true)
    #expect(worker.readPower(of: System.onlyID) == .done)
    #expect(levels(reports.take()) == [true])
    #expect(worker.readPower(of: "other") == .refused("No line of this board tells the power of 'other'."))
  }

  @Test("an input that fails tells nothing, and is taken anew")
  func broken() {
    let worker = worker()
    _ = worker.work()
    _ = (reports.take(), lines.takeLog())
    lines.breakDown(1)
    clock.advance(by: .seconds(1))
    _ = worker.work()
    let told = reports.take()
    #expect(levels(told) == [])
    #expect(messages(told) == ["The line good does not work (Input/output error)."])
    #expect(lines.takeLog() == ["give 1"])
    clock.advance(by: LineWorker.searchInterval)
    _ = worker.work()
    #expect(lines.takeLog() == ["take 1", "give 1"])
  }

  @Test("a name that no chip has is answered with the nearest")
  func wrongName() {
    let plan = LinePlan(lines: [PlannedLine(name: "button", place: .named("POWER_OTU"), isOutput: true)])
    let worker = LineWorker(plan, chips: lines, guardian: guardian, time: clock) { [reports] in reports.add($0) }
    _ = worker.work()
    #expect(
      messages(reports.take()) == ["No GPIO chip has a line called 'POWER_OTU': did you mean 'POWER_OUT'?"])
  }
}
