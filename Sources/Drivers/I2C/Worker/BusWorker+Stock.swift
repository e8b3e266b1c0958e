import Chips
import FRU
import Glibc
import Model

/// What parts say of themselves, and versions of firmware.
extension BusWorker {
  /// Of one portion, so that readings and requests get their turn in between.
  private static let portion = 128

  /// Reads the next piece of what there is to know.
  func takeStock() {
    let job = stock.begin()
    let unit = units[stock.jobs[job].unit]
    var content: Content?
    var trouble: BusTrouble?
    do throws(BusTrouble) {
      switch stock.jobs[job].goal {
      case .part(let part): content = try read(part, of: unit, job).map(Content.part)
      case .firmware(let image): content = .firmware(try read(image, of: unit))
      }
      // Only a portion of it, so far.
      if content == nil { return }
    } catch {
      trouble = error
      // What is not there any more says nothing any more; what only failed to answer this time may well be the same.
      if error.outcome == .missing { content = stock.jobs[job].goal.stated }
      health.note(error.outcome, of: stock.jobs[job].unit, at: time.now())
    }
    if stock.finish(job, content, trouble, at: time.now()) {
      outside.deliver(.changed([stock.jobs[job].content]))
    }
  }

  // MARK: Parts

  /// Nil when there is more to read.
  private func read(_ planned: PlannedPart, of unit: ChipUnit, _ job: Int) throws(BusTrouble) -> Part? {
    var part = planned.part
    switch planned.memory {
    case .texts: part.fill(from: try texts(of: unit))
    case .fru:
      guard let bytes = try bytes(of: unit, job, wanted: FRUImage.length) else { return nil }
      part.fill(from: FRUImage.parse(bytes))
    case .spd:
      guard let bytes = try bytes(of: unit, job, wanted: { _ in SPDImage.length }) else { return nil }
      part.fill(from: SPDImage.parse(bytes))
    }
    return part
  }

  /// Reads a portion more. All bytes when these are enough: `wanted` says how many that are, as far as can be told.
  private func bytes(
    of unit: ChipUnit, _ job: Int, wanted: ([UInt8]) -> Int?
  ) throws(BusTrouble) -> [UInt8]? {
    guard let geometry = unit.plan.chip.memory else {
      throw BusTrouble(kind: "no-memory", sentence: "\(unit.plan.title): the chip file says nothing of a memory.")
    }
    let known = stock.jobs[job].bytes
    let end = min(wanted(known) ?? 0, geometry.size)
    if known.count >= end { return known }
    let count = min(BusWorker.portion, end - known.count)
    let more: [UInt8]
    if let file = try ChipFinder(system: system).memoryFile(unit.plan, adapter: plan.adapter) {
      do throws(FileProblem) {
        more = try system.read(file, count, at: known.count)
      } catch {
        throw unit.trouble(file, error)
      }
    } else {
      let bus = try bus(of: unit)
      do throws(I2CError) {
        more = try MemoryReader(geometry, address: unit.reader.address).read(offset: known.count, count: count, on: bus)
      } catch {
        throw .chip(unit.plan, .bus(error))
      }
    }
    if more.isEmpty { return known }
    stock.add(more, to: job)
    return known.count + more.count >= min(wanted(known + more) ?? 0, geometry.size) ? known + more : nil
  }

  private func texts(of unit: ChipUnit) throws(BusTrouble) -> PartFacts {
    PMBusTexts.facts(
      manufacturer: try text("manufacturer", of: unit), model: try text("model", of: unit),
      revision: try text("revision", of: unit), date: try text("date", of: unit),
      serialNumber: try text("serial", of: unit))
  }

  /// Nil where the chip has not got it.
  private func text(_ name: String, of unit: ChipUnit) throws(BusTrouble) -> String? {
    guard let text = unit.plan.chip.text(named: name) else { return nil }
    let bus = try bus(of: unit)
    do throws(ChipError) {
      let found = try unit.reader.text(text, on: bus)
      return found.isEmpty ? nil : found
    } catch {
      throw .chip(unit.plan, error)
    }
  }

  // MARK: Firmware

  private func read(_ planned: PlannedFirmware, of unit: ChipUnit) throws(BusTrouble) -> Firmware {
    var firmware = planned.firmware
    let version: String?
    if unit.plan.chip.text(named: planned.channel) != nil {
      version = try text(planned.channel, of: unit)
    } else {
      version = try number(planned.channel, of: unit)
    }
    firmware.version = version ?? firmware.version
    return firmware
  }

  private func number(_ name: String, of unit: ChipUnit) throws(BusTrouble) -> String? {
    guard let channel = unit.plan.chip.channel(named: name) else { throw unit.lacks(name) }
    let bus = try bus(of: unit)
    do throws(ChipError) {
      guard case .number(let number) = try unit.reader.read(channel, on: bus).value else { return nil }
      return Int64(exactly: number).map { String($0) } ?? String(number)
    } catch {
      throw .chip(unit.plan, error)
    }
  }
}

extension Stock.Job.Goal {
  /// What the board file says of it.
  fileprivate var stated: Content {
    switch self {
    case .part(let part): .part(part.part)
    case .firmware(let image): .firmware(image.firmware)
    }
  }
}
