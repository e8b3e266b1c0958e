import Model

/// Commands that one action of a source carries out, while it is under way: at most one for each thing.
struct HardwareRequests {
  /// What a command changes.
  enum Subject: Hashable {
    case limits(sensor: String)
    case log(String)
    case boot(system: String)
    case identify(system: String)
    case fan(String)
  }

  private struct Request {
    var subject: Subject
    var admission: Admission
    var giveUpAt: Instant
  }

  /// A source that does not answer within this has broken its promise; whoever waits is told.
  static let answerLimit = Duration.seconds(60)

  private var requests: [ActionToken: Request] = [:]

  /// When `expire` is wanted; nil while nothing is under way.
  var nextExpiry: Instant? { requests.values.lazy.map(\.giveUpAt).min() }

  func isUnderWay(_ subject: Subject) -> Bool { requests.values.contains { $0.subject == subject } }

  mutating func begin(_ admission: Admission, about subject: Subject, _ token: ActionToken, at now: Instant) {
    requests[token] = Request(subject: subject, admission: admission, giveUpAt: now + Self.answerLimit)
  }

  /// The admission that waited for it; nil when that was given up.
  mutating func finish(_ token: ActionToken) -> Admission? { requests.removeValue(forKey: token)?.admission }

  /// Gives up those that have waited too long, in the order in which they were begun.
  mutating func expire(_ now: Instant) -> [Admission] { remove { now >= $0.giveUpAt } }

  mutating func abandon() -> [Admission] { remove { _ in true } }

  private mutating func remove(where isOver: (Request) -> Bool) -> [Admission] {
    let over = requests.filter { isOver($0.value) }.sorted { $0.key.number < $1.key.number }
    for (token, _) in over { requests[token] = nil }
    return over.map(\.value.admission)
  }
}

extension Command {
  /// What it changes, where that is done by one action of a source.
  var subject: HardwareRequests.Subject? {
    switch self {
    case .setThresholds(let sensor, _), .restoreThresholds(let sensor): .limits(sensor: sensor)
    case .clearLog(let id): .log(id)
    case .setBootOrder(let system, _), .setBootRole(let system, _): .boot(system: system)
    case .identify(let system, _): .identify(system: system)
    case .setFanSpeed(let fan, _): .fan(fan)
    case .power, .cancelJob, .deleteJob, .account: nil
    }
  }
}
