import Boards
import Drivers
import Model

/// The steps of a power command with the times, from its beginning, between which each is done.
struct PowerSchedule {
  private(set) var rows: [String] = []
  private var earliest = Duration.zero
  private var latest = Duration.zero
  private let board: Board

  init(_ steps: [PowerStep], _ plan: PowerPlan, _ board: Board) {
    self.board = board
    let witness = plan.stateLine.map { "\($0) (\(place(of: $0)))" } ?? "the BMC"
    for step in steps { add(step, witness) }
    row("done")
  }

  static func seconds(_ time: Duration) -> String {
    let milliseconds = time / .milliseconds(1)
    let tenths = Int((milliseconds / 100).rounded())
    return "\(tenths / 10).\(tenths % 10) s"
  }

  private mutating func add(_ step: PowerStep, _ witness: String) {
    switch step {
    case .pulse(let line, let length):
      row("assert \(line): \(place(of: line))")
      pass(length, length)
      row("release \(line)")
    case .hold(let line, let state, let limit):
      row("assert \(line): \(place(of: line))")
      pass(.zero, limit)
      row(
        "release \(line), when \(witness) says \(state.rawValue); if it does not within "
          + "\(Self.seconds(limit)), release it and fail")
    case .set(let line, let isAsserted):
      row("\(isAsserted ? "assert" : "release") \(line): \(place(of: line)), and leave it so")
    case .until(let state, let limit, let isOptional):
      pass(.zero, limit)
      row(
        "go on when \(witness) says \(state.rawValue); if it does not within \(Self.seconds(limit)), "
          + (isOptional ? "go on all the same" : "fail"))
    case .wait(let time):
      guard time > .zero else { return }
      pass(time, time)
      row("waited \(Self.seconds(time))")
    case .chassisControl(let control):
      row("send the chassis control \(Self.word(control)) to the BMC")
    }
  }

  /// As it is written in board files.
  private static func word(_ control: ChassisControl) -> String {
    "\(control)".reduce(into: "") { word, letter in word += letter.isUppercase ? "-\(letter.lowercased())" : "\(letter)"
    }
  }

  private mutating func pass(_ least: Duration, _ most: Duration) {
    earliest += least
    latest += most
  }

  private mutating func row(_ text: String) {
    let time =
      earliest == latest ? Self.seconds(latest) : "\(Self.seconds(earliest)) to \(Self.seconds(latest))"
    rows.append(time + String(repeating: " ", count: max(2, 20 - time.count)) + text)
  }

  /// Where the line is, in the words of the board file.
  private func place(of name: String) -> String {
    for source in board.sources {
      switch source {
      case .lines(let plan):
        guard let line = plan.lines.first(where: { $0.name == name }) else { continue }
        let level = line.isActiveLow ? ", active low" : ""
        switch line.place {
        case .named(let gpio): return "\(gpio)\(level)"
        case .offset(let chip, let number): return "\(chip) line \(number)\(level)"
        }
      case .bus(let plan):
        guard let line = plan.lines.first(where: { $0.name == name }) else { continue }
        return "\(line.chip).\(line.line)\(line.isActiveLow ? ", active low" : "")"
      case .simulation: return "simulated"
      case .bmc, .host: continue
      }
    }
    return "nothing reaches it"
  }
}
