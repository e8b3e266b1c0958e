import Chips
import Glibc
import LanternTesting
import Model
import Synchronization

@testable import Drivers

/// A GPIO chip on which everything that is done is written down.
final class FakeLines: LineChips {
  private struct State {
    var lines: [LineState]
    var levels: [UInt32: Bool] = [:]
    var log: [String] = []
    var refusals: [UInt32: Int32] = [:]
    var isBroken: Set<UInt32> = []
  }

  private let state: Mutex<State>

  init(_ names: [String]) {
    state = Mutex(State(lines: names.map { LineState(name: $0, consumer: "", flags: .input) }))
  }

  /// What was done since this was asked last.
  func takeLog() -> [String] {
    state.withLock { state in
      defer { state.log = [] }
      return state.log
    }
  }

  /// What comes in, as asserted or not.
  func set(_ line: UInt32, _ isAsserted: Bool) { state.withLock { $0.levels[line] = isAsserted } }
  func change(_ line: UInt32, consumer: String = "", _ flags: LineFlags) {
    state.withLock { state in
      state.lines[Int(line)].consumer = consumer
      state.lines[Int(line)].flags = flags
    }
  }
  /// From now on a request of the line is answered by this errno; nil ends that.
  func refuse(_ line: UInt32, _ code: Int32?) { state.withLock { $0.refusals[line] = code } }
  /// From now on reading the line fails.
  func breakDown(_ line: UInt32) { _ = state.withLock { $0.isBroken.insert(line) } }

  func devices() -> [String] { ["/dev/gpiochip0"] }
  func chip(_ device: String) throws(LineError) -> LineChip {
    LineChip(name: "gpiochip0", label: "1e780000.gpio", count: UInt32(state.withLock { $0.lines.count }))
  }
  func lines(of device: String) throws(LineError) -> [LineState] { state.withLock { $0.lines } }

  func take(
    _ line: UInt32, of device: String, _ flags: LineFlags, isAsserted: Bool
  ) throws(LineError) -> any HeldLine {
    if let code = state.withLock({ $0.refusals[line] }) { throw LineError(code: code) }
    let isOutput = flags.contains(.output)
    state.withLock { state in
      state.log.append("take \(line)" + (isOutput ? " \(isAsserted ? "asserted" : "released")" : ""))
      if isOutput { state.levels[line] = isAsserted }
    }
    return Held(line, self)
  }

  private final class Held: HeldLine {
    let line: UInt32
    let lines: FakeLines

    init(_ line: UInt32, _ lines: FakeLines) {
      self.line = line
      self.lines = lines
    }

    deinit { lines.state.withLock { $0.log.append("give \(line)") } }

    func read() throws(LineError) -> Bool {
      if lines.state.withLock({ $0.isBroken.contains(line) }) { throw LineError(code: EIO) }
      return lines.state.withLock { $0.levels[line] ?? false }
    }

    func drive(_ isAsserted: Bool) throws(LineError) {
      lines.state.withLock { state in
        state.log.append("drive \(line) \(isAsserted ? "asserted" : "released")")
        state.levels[line] = isAsserted
      }
    }
  }
}

/// A guardian that writes into the log of the lines, so that the order can be seen.
final class FakeGuardian: Guardian {
  private let kept = Mutex<[(key: String, act: LastAct)]>([])
  private let refusal: String?

  init(refusing refusal: String? = nil) { self.refusal = refusal }

  var keys: [String] { kept.withLock { $0.map(\.key) } }
  var acts: [LastAct] { kept.withLock { $0.map(\.act) } }

  func keep(_ act: LastAct, for key: String) throws(GuardianFailure) {
    if let refusal { throw GuardianFailure(refusal) }
    kept.withLock { kept in
      kept.removeAll { $0.key == key }
      kept.append((key, act))
    }
  }

  func forget(_ key: String) { kept.withLock { $0.removeAll { $0.key == key } } }
}
