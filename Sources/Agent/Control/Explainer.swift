import Boards
import CIM
import Control
import Documents
import Engine
import Model

/// Says what is known of an object and from where: the board file, the chip, the model, and its names on the faces.
struct Explainer {
  /// What the board file says of where things are; what a BMC has told of is not in it.
  let declared: [ObjectID: [Explanation.Fact]]
  let store: ModelStore
  let view: CIMView
  let monitor: Monitor

  /// What can be asked for: what the hardware is, not who uses it.
  private static let kinds: [ObjectKind] = [
    .system, .sensor, .fan, .supply, .part, .firmware, .redundancy, .log, .boot,
  ]

  /// `wanted` is an id, or `kind/id`.
  func reply(to wanted: String, at now: Instant) -> ControlReply {
    let snapshot = store.snapshot
    let parts = wanted.split(separator: "/", maxSplits: 1).map(String.init)
    let kind = parts.count == 2 ? ObjectKind(rawValue: parts[0]) : nil
    let kinds = kind.map { [$0] } ?? Self.kinds
    let id = kind == nil ? wanted : parts[1]
    let found = kinds.filter { Self.kinds.contains($0) }.compactMap { snapshot.object(ObjectID($0, id)) }
    if found.isEmpty {
      let known = kinds.flatMap { kind in snapshot.objects(of: kind).map(\.id.id) }
      return .failed("There is no '\(wanted)' on this board.\(hint(for: id, among: known))")
    }
    return .explained(found.map { explanation(of: $0, at: now) })
  }

  private func explanation(of object: ModelObject, at now: Instant) -> Explanation {
    var facts = declaration(of: object)
    if object.id.kind == .sensor, let trace = monitor.trace(of: object.id.id) { facts += reading(trace, at: now) }
    let content = object.current(at: now)
    for field in FieldReference.all(of: object.id.kind) where field.name != "id" && field.name != "interval" {
      if let text = content[field].text { facts.append(Explanation.Fact(field.name, text)) }
    }
    if case .sensor(let sensor) = content {
      let limits = Threshold.allCases.compactMap { limit in sensor.thresholds[limit].map { "\(limit.rawValue) \($0)" } }
      if !limits.isEmpty { facts.append(Explanation.Fact("Limits", limits.joined(separator: ", "))) }
      facts.append(Explanation.Fact("Read every", sensor.interval.inWords))
    }
    facts.append(Explanation.Fact("Holds", validity(of: object, at: now)))
    for path in view.paths(of: object) { facts.append(Explanation.Fact("WS-Management", path.getCommand)) }
    return Explanation(object: object.id.description, facts: facts)
  }

  private func declaration(of object: ModelObject) -> [Explanation.Fact] {
    declared[object.id] ?? [Explanation.Fact("Declared", "not in the board file; its source told of it")]
  }

  private func reading(_ trace: ReadingTrace, at now: Instant) -> [Explanation.Fact] {
    var facts = [
      Explanation.Fact("Read from", trace.place), Explanation.Fact("Last tried", "\((now - trace.at).inWords) ago"),
    ]
    if !trace.raw.isEmpty { facts.append(Explanation.Fact("Bytes", Self.bytes(trace.raw))) }
    if let text = trace.text { facts.append(Explanation.Fact("Text", text)) }
    if let problem = trace.problem { facts.append(Explanation.Fact("Problem", problem)) }
    return facts
  }

  private static func bytes(_ raw: [UInt8]) -> String {
    raw.prefix(64).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
  }

  private func validity(of object: ModelObject, at now: Instant) -> String {
    if object.validUntil == .distantFuture { return "until it changes" }
    let left = object.validUntil - now
    if left < .zero { return "no longer, for \((.zero - left).inWords): what was read last is not told" }
    return "for \(left.inWords), unless it is read again"
  }
}

extension Origin {
  var explained: [Explanation.Fact] {
    [Explanation.Fact("Declared", "\(file):\(line)")] + facts.map { Explanation.Fact($0.name, $0.value) }
  }
}

extension Duration {
  /// In seconds to one digit behind the point: `0.4 s`.
  fileprivate var inWords: String {
    let tenths = nanoseconds / 100_000_000
    return "\(tenths / 10).\(tenths % 10) s"
  }
}

extension FieldValue {
  /// Nil for none.
  fileprivate var text: String? {
    switch self {
    case .none: nil
    case .bool(let value): value ? "yes" : "no"
    case .integer(let value): String(value)
    case .real(let value): String(value)
    case .string(let text), .choice(let text): text
    case .strings(let texts), .choices(let texts): texts.isEmpty ? nil : texts.joined(separator: ", ")
    case .time(let time): time.iso8601
    case .duration(let duration): duration.inWords
    case .object(let id): id.description
    }
  }
}

extension InstancePath {
  /// The command that gets it, of wsmancli, without host and user.
  fileprivate var getCommand: String {
    let selectors = keys.map { key in
      switch key.value {
      case .text(let text): "\(key.name)=\"\(text)\""
      case .reference(let path): "\(key.name)=\(path)"
      }
    }
    return "wsman get '\(CIMClass.resourceURIPrefix)\(className)?\(selectors.joined(separator: "&"))'"
  }
}
