import Chips
import Glibc
import Model

/// Why a chip, or the bus, cannot be read: a stable word, and a sentence that says what to do.
struct BusTrouble: Error, Hashable {
  var kind: String
  var sentence: String
  /// What it means for the rest of the bus.
  var outcome: BusHealth.Outcome = .missing

  static func chip(_ chip: PlannedChip, _ error: ChipError) -> BusTrouble {
    let (kind, outcome): (String, BusHealth.Outcome) =
      switch error {
      case .bus(.noAcknowledge): ("chip-missing", .missing)
      case .bus(.timedOut): ("chip-silent", .timedOut)
      case .bus(.ownedByKernel): ("owned-by-kernel", .missing)
      case .bus(.unsupported): ("adapter-unable", .missing)
      case .wrongChip: ("wrong-chip", .missing)
      default: ("chip-failing", .answered)
      }
    return BusTrouble(kind: kind, sentence: "\(chip.title): \(error.sentence)", outcome: outcome)
  }

  static func adapter(_ name: String, _ problem: I2COpenProblem) -> BusTrouble {
    let reason = String(cString: strerror(problem.code))
    switch problem.code {
    case EACCES, EPERM:
      return BusTrouble(
        kind: "not-permitted",
        sentence: "\(name) may not be opened (\(reason)): give the agent's user the right to read and write it.")
    case ENOENT, ENXIO, ENODEV:
      return BusTrouble(
        kind: "no-adapter",
        sentence: "\(name) is not there (\(reason)): load the kernel's i2c-dev and the bus controller's driver, or "
          + "correct 'buses' in the board file (`i2cdetect -l` lists what there is).")
    default:
      return BusTrouble(kind: "no-adapter", sentence: "\(name) cannot be used: \(reason).")
    }
  }

  static func noAdapter(_ device: String) -> BusTrouble {
    BusTrouble(
      kind: "no-adapter",
      sentence: "No bus controller is at '\(device)': load its driver, or correct 'buses' in the board file "
        + "(/sys/bus/i2c/devices has the paths).")
  }

  static func stuck(_ name: String) -> BusTrouble {
    BusTrouble(
      kind: "bus-stuck",
      sentence:
        "The bus \(name) does not come free: a chip holds a line down. It is tried again at least once a minute; "
        + "if it stays so, remove the standby power, or find the chip that does it.",
      outcome: .timedOut)
  }
}

extension PlannedChip {
  /// As people are told of it: `inlet (tmp75 at 0x49)`.
  var title: String {
    switch place {
    case .bus(let address, let hops):
      let way = hops.map { " behind \($0.address.inHex) channel \($0.channel)" }.joined()
      return "\(id) (\(chip.name) at \(address.inHex)\(way))"
    case .hwmon(let name, let device): return "\(id) (\(name)\(device.map { " of \($0)" } ?? "") in hwmon)"
    }
  }
}

extension UInt8 {
  /// `0x0a`
  var inHex: String { (self < 16 ? "0x0" : "0x") + String(self, radix: 16) }
}

extension SourceStatus {
  /// How a source stands that has these troubles: the worst first, and of many only some.
  init(_ troubles: [BusTrouble]) {
    guard let first = troubles.first else {
      self = .working
      return
    }
    var sentences: [String] = []
    for trouble in troubles where !sentences.contains(trouble.sentence) { sentences.append(trouble.sentence) }
    let shown = sentences.prefix(3)
    let rest = sentences.count - shown.count
    self = .failing(
      kind: first.kind, message: shown.joined(separator: " ") + (rest > 0 ? " And \(rest) more like these." : ""))
  }
}
