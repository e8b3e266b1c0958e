import Documents
import Drivers

/// The buses of a board: `buses: { main: { i2c: 6 }, psu: { mux: main@0x70, channel: 2 } }`.
struct BusSection {
  /// A bus, or one channel of a multiplexer on one.
  struct Segment: Hashable {
    /// The bus that the adapter is on: what is read over the segment shares its worker.
    var root: String
    var adapter: AdapterPlace
    /// From the adapter outward.
    var hops: [MuxHop]
    var interval: Duration?
    /// Its own name, and those of what it is behind, from the adapter outward.
    var names: [String]
  }

  private enum Stated {
    case adapter(AdapterPlace, interval: Duration?)
    case channel(BusAddress, Int, node: Node)
  }

  /// In the order of the file.
  let names: [String]
  private var segments: [String: Segment] = [:]

  /// `interval` of a bus is how often it is read.
  init(_ board: inout MappingReader, _ records: RecordReader) {
    var stated: [(name: String, content: Stated)] = []
    var names: [String] = []
    for (name, _, value) in board.entries("buses") {
      names.append(name)
      let content = records.record(value, "the bus '\(name)'") { reader in BusSection.stated(&reader) }
      if let content { stated.append((name, content)) }
    }
    self.names = names
    for (name, content) in stated {
      if case .adapter(let place, let interval) = content {
        segments[name] = Segment(root: name, adapter: place, hops: [], interval: interval, names: [name])
      }
    }
    resolveChannels(stated, records.diagnostics)
  }

  private static func stated(_ reader: inout MappingReader) -> Stated? {
    let words = ["i2c", "device", "mux"].filter(reader.has)
    guard words.count == 1 else {
      reader.diagnostics.error(
        "a bus is one of 'i2c' (its number), 'device' (of the controller) and 'mux'.", at: reader.node)
      reader.giveUp()
      return nil
    }
    if words[0] == "mux" {
      let address = reader.required("mux", .busAddress)
      let channel = reader.required("channel", ValueType<Int>.integer(in: 0...7))
      guard let address, let channel else { return nil }
      return .channel(address, channel, node: reader.node)
    }
    let place: AdapterPlace? =
      words[0] == "i2c"
      ? reader.int("i2c", in: 0...1023).map { .number($0) } : reader.string("device").map { .device($0) }
    let interval = reader.scanInterval("interval")
    return place.map { .adapter($0, interval: interval) }
  }

  /// Multiplexers may sit behind others, in any order in the file.
  private mutating func resolveChannels(_ stated: [(name: String, content: Stated)], _ diagnostics: Diagnostics) {
    var open = stated.filter { if case .channel = $0.content { true } else { false } }
    var isMoving = true
    while isMoving, !open.isEmpty {
      isMoving = false
      open.removeAll { name, content in
        guard case .channel(let place, let channel, _) = content, let parent = segments[place.bus] else { return false }
        segments[name] = Segment(
          root: parent.root, adapter: parent.adapter,
          hops: parent.hops + [MuxHop(address: place.address, channel: channel)], interval: nil,
          names: parent.names + [name])
        isMoving = true
        return true
      }
    }
    let openNames = open.map(\.name)
    for case (let name, .channel(let place, _, let node)) in open {
      if !names.contains(place.bus) {
        diagnostics.error("there is no bus '\(place.bus)'.\(hint(for: place.bus, among: names))", at: node)
      } else if openNames.contains(place.bus), leadsBack(from: name, open) {
        diagnostics.error("the bus '\(name)' is behind itself.", at: node)
      }
    }
  }

  private func leadsBack(from name: String, _ open: [(name: String, content: Stated)]) -> Bool {
    var next = name
    for _ in open {
      guard case .channel(let place, _, _)? = open.first(where: { $0.name == next })?.content else { return false }
      next = place.bus
      if next == name { return true }
    }
    return false
  }

  /// Nil with an error, here or where it was declared.
  func segment(_ name: String, at node: Node, _ diagnostics: Diagnostics) -> Segment? {
    if let segment = segments[name] { return segment }
    if !names.contains(name) {
      diagnostics.error("there is no bus '\(name)'.\(hint(for: name, among: names))", at: node)
    }
    return nil
  }
}

extension MappingReader {
  /// How often something is read.
  mutating func scanInterval(_ key: String) -> Duration? {
    guard let node = node(key), let interval = duration(key) else { return nil }
    if !(.milliseconds(10)...Duration.seconds(3600)).contains(interval) {
      diagnostics.error("'\(key)' must be from 10 ms to 1 h.", at: node)
    }
    return interval
  }
}
