/// Where a line of the board is on this machine.
struct LineSite: Hashable, Sendable {
  /// `/dev/gpiochip0`; numbers change from one start of the machine to the next.
  var device: String
  var line: UInt32
  /// As it was when it was found.
  var state: LineState
}

/// Finds lines by what a board file says of them.
struct LineFinder {
  let chips: any LineChips

  func site(of planned: PlannedLine) throws(LineProblem) -> LineSite {
    let devices = chips.devices()
    guard !devices.isEmpty else { throw .noChips }
    switch planned.place {
    case .named(let name): return try named(name, planned, devices)
    case .offset(let chip, let line): return try numbered(chip, line, planned, devices)
    }
  }

  /// Who uses the line now; empty where nobody does, or where nobody can tell.
  func consumer(of site: LineSite) -> String {
    guard let lines = try? chips.lines(of: site.device), Int(site.line) < lines.count else { return "" }
    return lines[Int(site.line)].consumer
  }

  private func named(_ name: String, _ planned: PlannedLine, _ devices: [String]) throws(LineProblem) -> LineSite {
    var found: [LineSite] = []
    var names: [String] = []
    for device in devices {
      for (offset, state) in try lines(of: device, planned).enumerated() where !state.name.isEmpty {
        names.append(state.name)
        if state.name == name { found.append(LineSite(device: device, line: UInt32(offset), state: state)) }
      }
    }
    guard let site = found.first else { throw .noLine(name, among: names) }
    guard found.count == 1 else { throw .ambiguous(name) }
    return site
  }

  private func numbered(
    _ name: String, _ line: UInt32, _ planned: PlannedLine, _ devices: [String]
  ) throws(LineProblem) -> LineSite {
    var known: [(device: String, chip: LineChip)] = []
    for device in devices {
      do throws(LineError) {
        known.append((device, try chips.chip(device)))
      } catch {
        throw .refused(error, planned.name, device: device, consumer: "")
      }
    }
    guard let (device, chip) = known.first(where: { $0.chip.name == name || $0.chip.label == name }) else {
      throw .noChip(name, among: known)
    }
    guard line < chip.count else { throw .noOffset(line, of: chip) }
    return LineSite(device: device, line: line, state: try lines(of: device, planned)[Int(line)])
  }

  private func lines(of device: String, _ planned: PlannedLine) throws(LineProblem) -> [LineState] {
    do throws(LineError) {
      return try chips.lines(of: device)
    } catch {
      throw .refused(error, planned.name, device: device, consumer: "")
    }
  }
}
