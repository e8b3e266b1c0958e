import Boards
import CIM
import Documents
import Drivers
import LanternTesting
import Model
import Synchronization
import TestSupport

@testable import Engine

/// A shipped simulated board under a clock that only the test moves: the real files, simulation, monitor and model,
/// without a thread.
final class SteppedBoard {
  let clock = FakeClock()
  let store = ModelStore()
  let diagnostics = Diagnostics()
  private let inbox = Inbox()
  private let source: SimulatedBoard
  private var core: MonitorCore

  init(_ name: String) throws {
    let board = Board.load(name, dataDirectories: [Repository.root], diagnostics: diagnostics)
    guard case .simulation(let plan)? = board.sources.first else { throw NotSimulated() }
    source = SimulatedBoard(plan, time: clock, hasThread: false)
    core = MonitorCore(
      board: MonitoredBoard(
        contents: board.contents, policies: board.policies, plans: board.plans, fans: board.fans, zones: board.zones),
      sources: [source.name])
    apply(core.start())
    source.start(sink: inbox)
    settle()
  }

  struct NotSimulated: Error {}

  /// Keeps what the source reports and answers until the monitor is handed it.
  private final class Inbox: HardwareSink {
    private let waiting = Mutex<[MonitorCore.Input]>([])

    func deliver(_ report: HardwareReport, from source: String) { add(.report(report, from: source)) }

    func add(_ input: MonitorCore.Input) { waiting.withLock { $0.append(input) } }

    func take() -> [MonitorCore.Input] {
      waiting.withLock { waiting in
        defer { waiting = [] }
        return waiting
      }
    }
  }

  /// Lets the board live for `length`, in steps short enough for every scan.
  func run(for length: Duration) {
    let end = clock.now() + length
    while clock.now() < end {
      clock.advance(by: .milliseconds(100))
      settle()
    }
  }

  private var moment: Moment { clock.moment() }

  private func settle() {
    source.step()
    for input in inbox.take() { apply(core.handle(input, at: moment)) }
    apply(core.handle(.timer, at: moment))
  }

  private func apply(_ effects: [MonitorCore.Effect]) {
    for effect in effects {
      switch effect {
      case .publish(let changes): store.publish(changes)
      case .remove(let ids): store.remove(ids)
      case .perform(let action, _, let token):
        source.perform(action) { [inbox] in inbox.add(.actionFinished(token, $0)) }
      default: break
      }
    }
  }
}
