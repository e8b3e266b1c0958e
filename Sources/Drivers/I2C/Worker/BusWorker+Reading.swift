import Chips
import Glibc
import Model

extension BusWorker {
  /// Reads a chip, or with `isTrial` only the first thing of it.
  func read(_ unit: ChipUnit, isTrial: Bool, _ turn: inout Turn) {
    do throws(BusTrouble) {
      switch try way(to: unit) {
      case .hwmon(let directory, let driver): readKernel(unit, directory, driver, &turn)
      case .bus:
        let bus = try bus(of: unit)
        if isTrial {
          turn.answers += unit.readings.isEmpty ? 1 : 0
          if !unit.readings.isEmpty { readChannels(unit, on: bus, limit: 1, &turn) }
        } else {
          readChannels(unit, on: bus, limit: unit.readings.count, &turn)
          readLines(unit, on: bus, &turn)
          readFans(unit, on: bus, &turn)
        }
      }
    } catch {
      turn.note(error)
      tellFans(of: unit) { _ in nil }
    }
  }

  func way(to unit: ChipUnit) throws(BusTrouble) -> ChipWay {
    if let way = unit.way { return way }
    let way = try ChipFinder(system: system).find(unit.plan, adapter: plan.adapter)
    unit.way = way
    return way
  }

  /// The bus with the way to a chip open, and the chip known to be the one that is meant.
  func bus(of unit: ChipUnit) throws(BusTrouble) -> any I2CBus {
    guard case .bus(let adapter, _, let hops) = try way(to: unit) else {
      throw BusTrouble(
        kind: "owned-by-kernel",
        sentence: "\(unit.plan.title): a driver of the kernel has the chip, and does not offer this.")
    }
    let bus = try adapters.bus(adapter, through: hops, for: unit.plan)
    do throws(ChipError) {
      if !unit.isReady {
        try unit.reader.identify(on: bus)
        if unit.plan.isSetUp { try unit.reader.setUp(on: bus) }
        unit.isReady = true
      }
      if unit.isWatched { try unit.reader.feedWatchdog(on: bus) }
      try unit.reader.prepare(at: time.now(), on: bus)
    } catch {
      throw .chip(unit.plan, error)
    }
    return bus
  }

  // MARK: On the bus

  private func readChannels(_ unit: ChipUnit, on bus: any I2CBus, limit: Int, _ turn: inout Turn) {
    guard case .bus(let adapter, let address, _)? = unit.way else { return }
    var refusals = 0
    for reading in unit.readings.prefix(limit) {
      guard let channel = reading.channel else {
        turn.places.append(unit.plan.title)
        turn.fail(unit.lacks(reading.planned.channel))
        continue
      }
      turn.places.append("/dev/i2c-\(adapter) address \(address.inHex) \(unit.plan.chip.channels[channel].place)")
      do throws(ChipError) {
        turn.add(try unit.reader.read(channel, on: bus))
      } catch {
        turn.fail(.chip(unit.plan, error))
        // Nobody waits for a chip that is not there, or for a bus that does not come free.
        if error == .bus(.noAcknowledge) { refusals += 1 }
        if error == .bus(.timedOut) || error == .bus(.ownedByKernel) || refusals == 2 && turn.answers == 0 { return }
      }
    }
  }

  private func readLines(_ unit: ChipUnit, on bus: any I2CBus, _ turn: inout Turn) {
    for line in unit.inputs where turn.trouble?.outcome != .timedOut {
      do throws(ChipError) {
        try tell(line, of: unit, on: bus)
        turn.answers += 1
      } catch {
        turn.note(.chip(unit.plan, error))
      }
    }
  }

  func tell(_ line: ChipUnit.Line, of unit: ChipUnit, on bus: any I2CBus) throws(ChipError) {
    let level = try unit.reader.line(line.index, on: bus)
    outside.deliver(
      .line(
        name: line.planned.name, asserted: level != line.planned.isActiveLow, at: time.now(), interval: interval))
  }

  private func readFans(_ unit: ChipUnit, on bus: any I2CBus, _ turn: inout Turn) {
    tellFans(of: unit) { place in
      guard let output = unit.fans[place].output, turn.trouble?.outcome != .timedOut else { return nil }
      do throws(ChipError) {
        let duty = try unit.reader.duty(output, on: bus)
        turn.answers += 1
        return duty
      } catch {
        if case .bus = error { turn.note(.chip(unit.plan, error)) }
        return nil
      }
    }
  }

  // MARK: Through the kernel

  private func readKernel(_ unit: ChipUnit, _ directory: String, _ driver: KernelDriver?, _ turn: inout Turn) {
    for reading in unit.readings {
      let channel = reading.planned.channel
      guard let stem = driver == nil && unit.plan.chip.channels.isEmpty ? channel : driver?.stem(of: channel) else {
        turn.places.append(directory)
        turn.fail(unit.lacks(channel))
        continue
      }
      let attribute = HwmonAttribute(directory: directory, stem: stem, system: system)
      turn.places.append(attribute.file)
      do throws(FileProblem) {
        turn.add(try attribute.read(), isText: true)
      } catch {
        turn.fail(unit.trouble(attribute.file, error))
        // Its device has gone, or moved to another number.
        if error.code == ENODEV || error.code == ENOENT { unit.way = nil }
        if error.code == ETIMEDOUT { break }
      }
    }
    tellFans(of: unit) { place in
      guard let attribute = attribute(of: unit, place, directory, driver), turn.trouble?.outcome != .timedOut else {
        return nil
      }
      do throws(FileProblem) {
        guard case .number(let duty) = try attribute.read().value else { return nil }
        turn.answers += 1
        return duty
      } catch {
        turn.note(unit.trouble(attribute.file, error))
        return nil
      }
    }
  }

  /// Of one of a chip's fans.
  func attribute(of unit: ChipUnit, _ fan: Int, _ directory: String, _ driver: KernelDriver?) -> HwmonAttribute? {
    let output = unit.fans[fan].planned.output
    let stem = driver == nil ? output : driver?.stem(of: output)
    return stem.map { HwmonAttribute(directory: directory, stem: $0, system: system) }
  }
}

extension ChipUnit {
  func lacks(_ channel: String) -> BusTrouble {
    BusTrouble(
      kind: "no-channel",
      sentence: "\(plan.title): the kernel's driver does not read '\(channel)', as far as the chip file says.",
      outcome: .answered)
  }

  func trouble(_ file: String, _ problem: FileProblem) -> BusTrouble {
    let sentence = "\(plan.title): \(file) cannot be read: \(problem.reason)."
    switch problem.code {
    case ETIMEDOUT: return BusTrouble(kind: "chip-silent", sentence: sentence, outcome: .timedOut)
    case ENOENT, ENODEV, ENXIO, EREMOTEIO: return BusTrouble(kind: "chip-missing", sentence: sentence)
    case EACCES, EPERM: return BusTrouble(kind: "not-permitted", sentence: sentence, outcome: .answered)
    default: return BusTrouble(kind: "chip-failing", sentence: sentence, outcome: .answered)
    }
  }
}
