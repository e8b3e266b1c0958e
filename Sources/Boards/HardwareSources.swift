import Chips
import Drivers
import Model

/// What reads a board that is not simulated and has no BMC: a worker for each bus, one for lines, one for the machine
/// that the agent runs on.
struct HardwareSources {
  let lines: LineSection
  let chips: ChipSection
  let sensors: [SensorRecord]
  let fans: [FanRecord]
  let parts: [PartRecord]
  let firmware: [FirmwareRecord]
  /// By system.
  let plans: [String: PowerPlan]
  let interval: Duration
  /// The system that the machine's own tables are of; nil where they are not read.
  let tables: String?

  var descriptions: [SourceDescription] {
    busPlans.map { .bus($0) } + (linePlan.map { [.lines($0)] } ?? []) + (hostPlan.map { [.host($0)] } ?? [])
  }

  /// The source of each line, by its name.
  var lineSources: [String: String] {
    var sources: [String: String] = [:]
    for line in lines.sound {
      switch line.place {
      case .gpio: sources[line.name] = LinePlan.sourceName
      case .expander(let member): sources[line.name] = chips[member.chip].map(HardwareSources.name)
      case .simulated: break
      }
    }
    return sources
  }

  /// The sensors that tell the level of a line, by the line's name.
  var lineSensors: [String: [String]] {
    var readers: [String: [String]] = [:]
    for sensor in sensors {
      if case .line(let line)? = sensor.origin { readers[line, default: []].append(sensor.sensor.id) }
    }
    return readers
  }

  /// Outputs that every power sequence releases which asserts them.
  private var momentaryLines: Set<String> {
    let steps = plans.values.flatMap { $0.steps.values.flatMap(\.self) }
    return Set(steps.compactMap(\.momentaryLine)).subtracting(steps.compactMap(\.lastingLine))
  }

  /// Whoever reads the line that tells the state.
  var powerSources: [String: String] {
    let lineSources = lineSources
    return plans.compactMapValues { $0.stateLine.flatMap { lineSources[$0] } }
  }

  /// The source that drives each fan, by the fan's id.
  var fanSources: [String: String] {
    var sources: [String: String] = [:]
    for fan in fans {
      if case .chip(let member)? = fan.output { sources[fan.fan.id] = HardwareSources.name(of: member.chip) }
    }
    return sources
  }

  // MARK: Buses

  static func name(of chip: ChipSection.Chip) -> String { chip.segment.map { "bus:\($0.root)" } ?? "hwmon" }

  private var busPlans: [BusPlan] {
    var plans: [BusPlan] = []
    for chip in chips.chips {
      let name = HardwareSources.name(of: chip)
      if !plans.contains(where: { $0.name == name }) {
        plans.append(
          BusPlan(name: name, adapter: chip.segment?.adapter, interval: chip.segment?.interval ?? interval))
      }
      guard let place = plans.firstIndex(where: { $0.name == name }) else { continue }
      add(chip, to: &plans[place])
    }
    return plans
  }

  private func add(_ chip: ChipSection.Chip, to plan: inout BusPlan) {
    var planned = PlannedChip(id: chip.id, chip: chip.description, place: chip.place)
    planned.parameters = chip.parameters
    planned.isChecked = chip.isChecked
    planned.isSetUp = chip.isSetUp
    var used: [KernelChannel] = []
    for sensor in sensors {
      guard case .channel(let member, let reading)? = sensor.origin, member.chip.id == chip.id else { continue }
      planned.readings.append(reading)
      if let kernel = member.kernel, !used.contains(kernel) { used.append(kernel) }
    }
    for fan in fans {
      guard case .chip(let member)? = fan.output, member.chip.id == chip.id else { continue }
      plan.fans.append(PlannedFan(id: fan.fan.id, chip: chip.id, output: member.name))
      if let kernel = member.kernel, !used.contains(kernel) { used.append(kernel) }
    }
    if chip.isOfKernel { planned.chip = .ofKernel(chip.description.name, used) }
    plan.chips.append(planned)
    for part in parts {
      guard let memory = part.memory, memory.chip == chip.id else { continue }
      plan.parts.append(PlannedPart(part: part.part, memory: memory))
    }
    for image in firmware {
      guard case .channel(let member)? = image.origin, member.chip.id == chip.id else { continue }
      plan.firmware.append(PlannedFirmware(firmware: image.firmware, chip: chip.id, channel: member.name))
    }
    for line in lines.sound {
      guard case .expander(let member) = line.place, member.chip == chip.id,
        let direction = lines.direction(of: line.name)
      else { continue }
      plan.lines.append(
        PlannedChipLine(
          name: line.name, chip: chip.id, line: member.name, isActiveLow: line.isActiveLow,
          isOutput: direction == .output))
    }
    let names = Set(plan.lines.map(\.name))
    plan.stateLines = stateLines { names.contains($0) }
  }

  private func stateLines(_ isMine: (String) -> Bool) -> [String: String] {
    plans.compactMapValues { $0.stateLine.flatMap { isMine($0) ? $0 : nil } }
  }

  // MARK: Lines and the machine itself

  private var linePlan: LinePlan? {
    let momentary = momentaryLines
    let planned = lines.sound.compactMap { line -> PlannedLine? in
      guard case .gpio(let place) = line.place, let direction = lines.direction(of: line.name) else { return nil }
      var planned = PlannedLine(name: line.name, place: place, isOutput: direction == .output)
      planned.isActiveLow = line.isActiveLow
      planned.drive = line.drive
      planned.bias = line.bias
      planned.isMomentary = momentary.contains(line.name)
      return planned
    }
    guard !planned.isEmpty else { return nil }
    let names = Set(planned.map(\.name))
    return LinePlan(lines: planned, stateLines: stateLines { names.contains($0) })
  }

  private var hostPlan: HostPlan? {
    let files = firmware.compactMap { image -> PlannedFile? in
      guard case .file(let path, let key)? = image.origin else { return nil }
      return PlannedFile(firmware: image.firmware, path: path, key: key)
    }
    guard !files.isEmpty || tables != nil else { return nil }
    return HostPlan(files: files, hasSMBIOS: tables != nil, system: tables ?? System.onlyID)
  }
}
