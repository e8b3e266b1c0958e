import Chips
import Model

/// A planned chip while its worker runs: how it is reached, and what was learned of it.
final class ChipUnit {
  struct Reading {
    let planned: PlannedReading
    /// By index in the description; nil where only the kernel's driver knows it.
    let channel: Int?
  }

  struct Line {
    let planned: PlannedChipLine
    /// By index in the description.
    let index: Int
  }

  struct Fan {
    let planned: PlannedFan
    /// By index in the description; nil where only the kernel's driver knows it.
    let output: Int?
    /// The guardian knows how to drive it at full speed.
    var isGuarded = false
  }

  let plan: PlannedChip
  /// The index of its first reading among all of the plan.
  let firstReading: Int
  let readings: [Reading]
  let inputs: [Line]
  let outputs: [Line]
  var fans: [Fan]

  /// Nil while it must be found out.
  var way: ChipWay?
  var reader: ChipReader
  /// It was identified, and set up where that is wanted, since it was away last.
  var isReady = false
  var isWatched = false
  /// Outputs that are asserted until the sequence that did it releases them, by index in `outputs`.
  var held: Set<Int> = []
  /// Why it cannot be read, or not wholly.
  var trouble: BusTrouble?

  init(_ chip: PlannedChip, of plan: BusPlan, firstReading: Int) {
    self.plan = chip
    self.firstReading = firstReading
    readings = chip.readings.map { Reading(planned: $0, channel: chip.chip.channel(named: $0.channel)) }
    let lines = plan.lines.compactMap { line in
      line.chip == chip.id ? chip.chip.line(named: line.line).map { Line(planned: line, index: $0) } : nil
    }
    inputs = lines.filter { !$0.planned.isOutput }
    outputs = lines.filter(\.planned.isOutput)
    fans = plan.fans.compactMap { fan in
      fan.chip == chip.id ? Fan(planned: fan, output: chip.chip.output(named: fan.output)) : nil
    }
    var address: UInt8 = 0
    if case .bus(let stated, _) = chip.place { address = stated }
    reader = ChipReader(chip.chip, address: address, parameters: chip.parameters, isChecked: chip.isChecked)
  }

  /// Whether each scan has something to ask it.
  var isScanned: Bool { !readings.isEmpty || !inputs.isEmpty || !fans.isEmpty }

  /// It may be another chip, or have lost what was written to it: everything is asked anew.
  func forget() {
    way = nil
    isReady = false
    isWatched = false
    reader.forget()
  }
}
