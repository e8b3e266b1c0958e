import FRU
import Model

/// What parts and firmware versions there are on a bus, and which of them is to be read next. Memories are read in
/// portions, between scans.
struct Stock {
  struct Job {
    enum Goal {
      case part(PlannedPart)
      case firmware(PlannedFirmware)
    }

    let goal: Goal
    /// The index of its chip.
    let unit: Int
    /// Of its memory, from the first on.
    var bytes: [UInt8] = []
    /// As last reported; what the board file states at first.
    var content: Content
    var trouble: BusTrouble?
  }

  private(set) var jobs: [Job]
  /// The one that is being read.
  private var current: Int?
  private(set) var next = Instant.zero

  /// How often everything is looked at again: parts are changed while the machine runs.
  private static let period = Duration.seconds(60)

  init(_ plan: BusPlan, _ units: [ChipUnit]) {
    func unit(_ chip: String) -> Int? { units.firstIndex { $0.plan.id == chip } }
    jobs = plan.parts.compactMap { part in
      unit(part.memory.chip).map { Job(goal: .part(part), unit: $0, content: .part(part.part)) }
    }
    jobs += plan.firmware.compactMap { image in
      unit(image.chip).map { Job(goal: .firmware(image), unit: $0, content: .firmware(image.firmware)) }
    }
    if jobs.isEmpty { next = .distantFuture }
  }

  var troubles: [BusTrouble] { jobs.compactMap(\.trouble) }

  func isDue(at now: Instant) -> Bool { next <= now }

  /// A chip is there, perhaps another one than before.
  mutating func again(_ unit: ChipUnit) {
    if !jobs.isEmpty, current == nil { next = .zero }
  }

  /// The job whose turn it is.
  mutating func begin() -> Int {
    if let current { return current }
    current = 0
    jobs[0].bytes = []
    return 0
  }

  mutating func add(_ bytes: [UInt8], to job: Int) { jobs[job].bytes += bytes }

  /// What became of a job; true when that is news. The next one is due at once, or a while after the last.
  mutating func finish(_ job: Int, _ content: Content?, _ trouble: BusTrouble?, at now: Instant) -> Bool {
    jobs[job].trouble = trouble
    let isNews = content != nil && content != jobs[job].content
    if let content { jobs[job].content = content }
    jobs[job].bytes = []
    if job + 1 < jobs.count {
      current = job + 1
      next = .zero
    } else {
      current = nil
      next = now + Stock.period
    }
    return isNews
  }
}
