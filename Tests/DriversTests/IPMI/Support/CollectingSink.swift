import Model
import Synchronization

/// Keeps the newest of everything that sources report.
final class CollectingSink: HardwareSink {
  struct Collected {
    var contents: [Content] = []
    var inventories = 0
    var samples: [String: SensorSample] = [:]
    /// How many batches of samples came.
    var batches = 0
    var interval: Duration?
    var power: PowerState?
    var powerReports = 0
    var statuses: [SourceStatus] = []
    var log: RecordLog?
    var entries: [LogEntry] = []
    var boot: BootStatus?
    var chassis: ChassisStatus?
    /// What came as changed since the last inventory.
    var changed: [Content] = []
  }

  private let collected = Mutex(Collected())

  var now: Collected { collected.withLock { $0 } }

  func deliver(_ report: HardwareReport, from source: String) {
    collected.withLock { collected in
      switch report {
      case .inventory(let contents):
        collected.contents = contents
        collected.inventories += 1
        collected.changed = []
      case .changed(let contents): collected.changed += contents
      case .log(let log, let entries, _, _):
        collected.log = log
        collected.entries = entries
      case .boot(_, let status, _, _): collected.boot = status
      case .chassis(_, let status): collected.chassis = status
      case .samples(let samples, _, let interval):
        for sample in samples { collected.samples[sample.sensor] = sample }
        collected.batches += 1
        collected.interval = interval
      case .power(_, let state, _, _):
        collected.power = state
        collected.powerReports += 1
      case .status(let status): collected.statuses.append(status)
      case .line, .fan: break
      }
    }
  }
}

extension CollectingSink.Collected {
  var sensors: [Sensor] { contents.compactMap { if case .sensor(let sensor) = $0 { sensor } else { nil } } }
  var fans: [Fan] { contents.compactMap { if case .fan(let fan) = $0 { fan } else { nil } } }
  var supplies: [Supply] { contents.compactMap { if case .supply(let supply) = $0 { supply } else { nil } } }
  var parts: [Part] { contents.compactMap { if case .part(let part) = $0 { part } else { nil } } }
  var firmware: [Firmware] { contents.compactMap { if case .firmware(let image) = $0 { image } else { nil } } }
  var systems: [System] { contents.compactMap { if case .system(let system) = $0 { system } else { nil } } }

  var failure: (kind: String, message: String)? {
    if case .failing(let kind, let message) = statuses.last { (kind, message) } else { nil }
  }

  /// Whether every sensor has been read since the inventory.
  var isComplete: Bool { !sensors.isEmpty && sensors.allSatisfy { samples[$0.id] != nil } && power != nil }
}
