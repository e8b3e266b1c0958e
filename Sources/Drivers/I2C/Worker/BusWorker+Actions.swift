import Chips
import Model

/// What is asked of a bus: fans, lines of expanders, whether a system is on.
extension BusWorker {
  /// Carries out what is waiting.
  func serve() {
    while let request = outside.takeRequest() { request.completion(perform(request.action)) }
  }

  private func perform(_ action: HardwareAction) -> ActionResult {
    do throws(BusTrouble) {
      switch action {
      case .drive(let id, let duty):
        guard let (unit, fan) = find({ unit in unit.fans.firstIndex { $0.planned.id == id } }) else {
          return .refused("This bus drives no fan '\(id)'.")
        }
        try free()
        return try drive(unit, fan, duty)
      case .setLine(let name, let isAsserted, let lasts):
        guard let (unit, line) = find({ unit in unit.outputs.firstIndex { $0.planned.name == name } }) else {
          return .refused("This bus has no output line '\(name)'.")
        }
        try free()
        return try set(unit, line, isAsserted, lasts: lasts)
      case .readPower(let name):
        guard let line = plan.stateLines[name],
          let (unit, input) = find({ unit in unit.inputs.firstIndex { $0.planned.name == line } })
        else { return .refused("No line of this bus tells whether '\(name)' is on.") }
        try free()
        let bus = try bus(of: unit)
        return try done(unit) { () throws(ChipError) in try tell(unit.inputs[input], of: unit, on: bus) }
      default: return .refused("A bus of chips cannot do this.")
      }
    } catch {
      return error.outcome == .timedOut ? .timedOut(error.sentence) : .unreachable(error.sentence)
    }
  }

  private func find(_ place: (ChipUnit) -> Int?) -> (ChipUnit, Int)? {
    for unit in units { if let place = place(unit) { return (unit, place) } }
    return nil
  }

  /// On a stuck bus nothing is tried out of turn.
  private func free() throws(BusTrouble) {
    if health.isStuck { throw .stuck(title) }
  }

  private func done(_ unit: ChipUnit, _ body: () throws(ChipError) -> Void) throws(BusTrouble) -> ActionResult {
    do throws(ChipError) {
      try body()
      return .done
    } catch {
      if case .notPossible(let sentence) = error { return .refused(sentence) }
      throw .chip(unit.plan, error)
    }
  }

  // MARK: Fans

  private func drive(_ unit: ChipUnit, _ place: Int, _ duty: Double) throws(BusTrouble) -> ActionResult {
    guard (0...100).contains(duty) else { return .refused("A duty is 0 to 100 percent, not \(duty).") }
    if case .hwmon(let directory, let driver) = try way(to: unit) {
      return try driveKernel(unit, place, duty, directory, driver)
    }
    guard let output = unit.fans[place].output, case .bus(let adapter, _, let hops)? = unit.way else {
      return .refused("'\(unit.plan.id)' has no output '\(unit.fans[place].planned.output)'.")
    }
    let bus = try bus(of: unit)
    if !unit.fans[place].isGuarded {
      guard let full = unit.reader.exchanges(forDuty: output, 100, functions: bus.functions) else {
        return .refused("'\(unit.plan.id)' cannot be driven at full speed blindly, so nobody could if the agent ended.")
      }
      let act = LastAct.i2c(
        device: system.path("/dev/i2c-\(adapter)"), exchanges: hops.map { $0.selection(bus.functions) } + full)
      if let refusal = keep(act, unit, place) { return refusal }
    }
    return try done(unit) { () throws(ChipError) in
      if unit.plan.isSetUp, !unit.isWatched {
        try unit.reader.startWatchdog(on: bus)
        unit.isWatched = true
      }
      try unit.reader.setDuty(output, duty, on: bus)
      tell(unit.fans[place], try unit.reader.duty(output, on: bus))
    }
  }

  private func driveKernel(
    _ unit: ChipUnit, _ place: Int, _ duty: Double, _ directory: String, _ driver: KernelDriver?
  ) throws(BusTrouble) -> ActionResult {
    guard let attribute = attribute(of: unit, place, directory, driver) else {
      return .refused("The kernel's driver of '\(unit.plan.id)' has no such output, as far as the chip file says.")
    }
    let full = Array(String(HwmonAttribute.level(100)).utf8)
    if !unit.fans[place].isGuarded,
      let refusal = keep(.writeFile(path: system.path(attribute.file), bytes: full), unit, place)
    {
      return refusal
    }
    do throws(FileProblem) {
      try attribute.drive(duty)
      if case .number(let found) = try attribute.read().value { tell(unit.fans[place], found) }
      return .done
    } catch {
      throw unit.trouble(attribute.file, error)
    }
  }

  /// From here on the guardian sees to it that the fan does not stay slow when the agent ends.
  private func keep(_ act: LastAct, _ unit: ChipUnit, _ place: Int) -> ActionResult? {
    do throws(GuardianFailure) {
      try guardian?.keep(act, for: "fan:\(unit.fans[place].planned.id)")
      unit.fans[place].isGuarded = true
      return nil
    } catch {
      return .refused(error.sentence)
    }
  }

  private func tell(_ fan: ChipUnit.Fan, _ duty: Double) {
    outside.deliver(.fan(id: fan.planned.id, duty: duty, at: time.now(), interval: interval))
  }

  // MARK: Lines

  private func set(_ unit: ChipUnit, _ place: Int, _ isAsserted: Bool, lasts: Bool) throws(BusTrouble) -> ActionResult {
    let bus = try bus(of: unit)
    let line = unit.outputs[place]
    let before = unit.held
    if isAsserted, !lasts { unit.held.insert(place) }
    if let refusal = try guardLines(of: unit, on: bus) {
      unit.held = before
      return refusal
    }
    let result = try done(unit) { () throws(ChipError) in
      try unit.reader.setLine(line.index, isAsserted != line.planned.isActiveLow, on: bus)
    }
    guard result == .done else { return result }
    if !isAsserted || lasts { unit.held.remove(place) }
    // The register is another now than the one that the guardian would write.
    return unit.held.isEmpty && before.isEmpty ? result : try guardLines(of: unit, on: bus) ?? result
  }

  /// Tells the guardian how to release what is held on a chip. Lines share registers, and what the guardian writes must
  /// release all of them.
  private func guardLines(of unit: ChipUnit, on bus: any I2CBus) throws(BusTrouble) -> ActionResult? {
    guard let guardian, case .bus(let adapter, _, let hops)? = unit.way else { return nil }
    let key = "lines:\(plan.name):\(unit.plan.id)"
    guard !unit.held.isEmpty else {
      guardian.forget(key)
      return nil
    }
    var releases: [LatchWrite] = []
    do throws(ChipError) {
      for place in unit.held.sorted() {
        let line = unit.outputs[place]
        let level = line.planned.isActiveLow
        guard let message = try unit.reader.exchange(forLine: line.index, level, on: bus),
          let write = LatchWrite(message)
        else { continue }
        let bit = unit.plan.chip.lines[line.index].bit
        if let known = releases.firstIndex(where: { $0.register == write.register }) {
          releases[known].set(bit, level)
        } else {
          releases.append(write)
        }
      }
    } catch {
      throw .chip(unit.plan, error)
    }
    let act = LastAct.i2c(
      device: system.path("/dev/i2c-\(adapter)"),
      exchanges: hops.map { $0.selection(bus.functions) } + releases.map(\.message))
    do throws(GuardianFailure) {
      try guardian.keep(act, for: key)
      return nil
    } catch {
      return .refused(error.sentence)
    }
  }
}

/// A write of one byte to one register.
private struct LatchWrite {
  private(set) var message: I2CMessage
  let register: UInt8

  /// Nil for any other exchange.
  init?(_ message: I2CMessage) {
    switch message {
    case .plain(_, let bytes, 0) where bytes.count == 2: register = bytes[0]
    case .smbus(_, .writeByte(let register, _), _): self.register = register
    default: return nil
    }
    self.message = message
  }

  mutating func set(_ bit: Int, _ level: Bool) {
    func changed(_ byte: UInt8) -> UInt8 { level ? byte | 1 << UInt8(bit) : byte & ~(1 << UInt8(bit)) }
    switch message {
    case .plain(let address, let bytes, _):
      message = .plain(address: address, write: [bytes[0], changed(bytes[1])], read: 0)
    case .smbus(let address, .writeByte(let register, let byte), let isChecked):
      message = .smbus(address: address, .writeByte(register, changed(byte)), checked: isChecked)
    default: break
    }
  }
}
