import Chips
import Model

/// Reads the chips of one bus, one after the other. Belongs to one thread; blocks for one exchange at a time, and looks
/// after what is asked of it between chips.
final class BusWorker {
  typealias Request = (action: HardwareAction, completion: @Sendable (ActionResult) -> Void)

  let plan: BusPlan
  let system: SystemFiles
  let guardian: (any Guardian)?
  let time: any TimeSource
  /// Which takes reports, and has what is asked. It outlives its worker.
  unowned let outside: BusSource
  let units: [ChipUnit]
  var health: BusHealth
  var adapters: Adapters
  var stock: Stock
  private let traces: TraceBook
  /// Those that each scan reads, by index.
  private let scanned: [Int]
  private var samples: [SensorSample] = []
  private var samplesSince = Instant.zero
  private var nextScan = Instant.zero
  /// How long the last scan took.
  private var scanLength = Duration.zero
  private var lastStatus: SourceStatus?

  /// Readings are passed on together with those that were taken so shortly before.
  private static let batch = Duration.milliseconds(50)

  init(
    _ plan: BusPlan, system: SystemFiles, guardian: (any Guardian)?, time: any TimeSource, traces: TraceBook,
    outside: BusSource, open: BusOpener?
  ) {
    self.plan = plan
    self.system = system
    self.guardian = guardian
    self.time = time
    self.traces = traces
    self.outside = outside
    var first = 0
    units = plan.chips.map { chip in
      defer { first += chip.readings.count }
      return ChipUnit(chip, of: plan, firstReading: first)
    }
    let scanned = units.indices.filter { [units] in units[$0].isScanned }
    self.scanned = scanned
    health = BusHealth(chips: units.count, interval: plan.interval)
    adapters = Adapters(system: system, open: open)
    stock = Stock(plan, units)
  }

  /// How often readings come: as planned, unless a scan takes longer.
  var interval: Duration { max(plan.interval, scanLength) }

  /// Does what is due, and returns how long nothing more is.
  func step() -> Duration {
    serve()
    if let trial = health.nextTrial {
      if trial <= time.now() { tryAgain() }
    } else if nextScan <= time.now() {
      scan()
    } else if stock.isDue(at: time.now()) {
      takeStock()
    }
    if !health.isStuck { adapters.disconnect() }
    flush()
    tellStatus()
    let now = time.now()
    if let trial = health.nextTrial { return trial - now }
    return min(nextScan, max(now, stock.next)) - now
  }

  private func scan() {
    let start = time.now()
    adapters.retry()
    var tried = 0
    var answered = 0
    for place in scanned where health.isDue(place, at: start) {
      serve()
      if outside.isStopped || health.isStuck { break }
      tried += 1
      if take(place) == .answered { answered += 1 }
    }
    // Perhaps the adapter itself has gone, or come back as another.
    if tried > 0, answered == 0 { adapters.close() }
    let now = time.now()
    scanLength = now - start
    nextScan = max(start + plan.interval, now)
  }

  /// One chip shows whether a stuck bus is free again; then all the others are read at once.
  private func tryAgain() {
    let chips = scanned.isEmpty ? Array(units.indices) : scanned
    let place = chips[health.trialChip % chips.count]
    take(place, isTrial: true)
    if !health.isStuck { nextScan = time.now() }
  }

  @discardableResult
  private func take(_ place: Int, isTrial: Bool = false) -> BusHealth.Outcome {
    let unit = units[place]
    let wasReady = unit.isReady
    var turn = Turn(at: time.now())
    read(unit, isTrial: isTrial, &turn)
    let outcome = plan.adapter == nil && turn.outcome == .timedOut ? .missing : turn.outcome
    unit.trouble = turn.trouble
    if outcome != .answered { unit.forget() }
    if unit.isReady, !wasReady { stock.again(unit) }
    let wasStuck = health.isStuck
    health.note(outcome, of: place, at: time.now())
    publish(turn, of: unit)
    if health.isStuck, !wasStuck { loseAll() }
    return outcome
  }

  /// Nothing on the bus can be read: what depends on it is unknown at once.
  private func loseAll() {
    for place in scanned {
      let unit = units[place]
      unit.forget()
      var turn = Turn(at: time.now())
      turn.note(.stuck(title))
      publish(turn, of: unit)
      tellFans(of: unit) { _ in nil }
    }
  }

  /// `'main'`
  var title: String { "'\(plan.name.hasPrefix("bus:") ? String(plan.name.dropFirst(4)) : plan.name)'" }

  // MARK: Reports

  private func publish(_ turn: Turn, of unit: ChipUnit) {
    guard !unit.readings.isEmpty else { return }
    let (news, entries) = turn.news(of: unit)
    traces.note(entries, from: unit.firstReading)
    if samples.isEmpty { samplesSince = turn.at }
    samples += news
    if time.now() - samplesSince >= BusWorker.batch { flush() }
  }

  private func flush() {
    guard !samples.isEmpty else { return }
    outside.deliver(.samples(samples, at: samplesSince, interval: interval))
    samples.removeAll(keepingCapacity: true)
  }

  func tellFans(of unit: ChipUnit, _ duty: (Int) -> Double?) {
    for (place, fan) in unit.fans.enumerated() {
      outside.deliver(.fan(id: fan.planned.id, duty: duty(place), at: time.now(), interval: interval))
    }
  }

  private func tellStatus() {
    var troubles = units.compactMap(\.trouble) + stock.troubles
    if health.isStuck { troubles.insert(.stuck(title), at: 0) }
    let status = SourceStatus(troubles)
    guard status != lastStatus else { return }
    lastStatus = status
    outside.deliver(.status(status))
  }
}
