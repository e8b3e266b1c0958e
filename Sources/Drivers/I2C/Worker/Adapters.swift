public import Chips

/// Opens `/dev/i2c-N`, or what stands in for it.
public typealias BusOpener = @Sendable (Int) throws(I2COpenProblem) -> any I2CBus

/// The adapters that a worker has open: its own, and those that the kernel made of multiplexers' channels.
struct Adapters {
  private struct Open {
    let bus: any I2CBus
    var route = MuxRoute()
  }

  private let open: BusOpener?
  private let system: SystemFiles
  private var adapters: [Int: Open] = [:]
  /// Not tried again before the next scan.
  private var problems: [Int: I2COpenProblem] = [:]

  init(system: SystemFiles, open: BusOpener?) {
    self.system = system
    self.open = open
  }

  /// The bus with the way through `hops` open.
  mutating func bus(_ number: Int, through hops: [MuxHop], for chip: PlannedChip) throws(BusTrouble) -> any I2CBus {
    if adapters[number] == nil { adapters[number] = Open(bus: try opened(number)) }
    let bus = adapters[number]!.bus
    do throws(I2CError) {
      try adapters[number]!.route.connect(hops, on: bus)
    } catch {
      throw .mux(chip, error)
    }
    return bus
  }

  private mutating func opened(_ number: Int) throws(BusTrouble) -> any I2CBus {
    do throws(I2COpenProblem) {
      if let problem = problems[number] { throw problem }
      if let open { return PatientBus(try open(number)) }
      return PatientBus(try LinuxI2CBus(number: number, system: system))
    } catch {
      problems[number] = error
      throw .adapter("/dev/i2c-\(number)", error)
    }
  }

  /// Closes the way to whatever is behind multiplexers. What could not be closed is tried again before anything else.
  mutating func disconnect() {
    for (number, adapter) in adapters {
      do throws(I2CError) { try adapters[number]?.route.disconnect(on: adapter.bus) } catch {}
    }
  }

  /// What could not be opened may be tried again.
  mutating func retry() { problems = [:] }

  /// Lets go of all: an adapter that somebody has open cannot be removed, and one that came back is another.
  mutating func close() { adapters = [:] }
}

extension BusTrouble {
  fileprivate static func mux(_ chip: PlannedChip, _ error: I2CError) -> BusTrouble {
    var trouble = BusTrouble.chip(chip, .bus(error))
    switch error {
    case .noAcknowledge:
      trouble.kind = "mux-missing"
      trouble.sentence = "\(chip.title): a multiplexer before it does not answer. Is it powered, and its address right?"
    case .ownedByKernel:
      trouble.sentence =
        "\(chip.title): a driver of the kernel has a multiplexer before it, but made no bus of the "
        + "channel: is the channel's number right?"
    default: break
    }
    return trouble
  }
}
