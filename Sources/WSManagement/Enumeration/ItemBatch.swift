import CIM
import XML

/// How large an answer may become.
struct ItemBounds {
  /// Items, as far as the client says.
  var count: Int?
  /// Characters of all items together, as far as the client says.
  var characters: Int?
  /// Octets of the items with the declarations of their classes.
  var octets: Int
}

/// The items of one answer, written as they come, up to its bounds.
struct ItemBatch {
  private let mode: EnumerationMode
  private let bounds: ItemBounds
  private let tag: XMLTag
  private var writer = XMLWriter()
  private var declarationSize = 0
  private var characters = 0
  private var last: (cimClass: CIMClass, number: Int)?
  private(set) var count = 0
  /// The classes whose namespaces are to be declared, in the order of their prefixes.
  private(set) var classes: [CIMClass] = []
  private(set) var embedded: [CIMClass] = []

  /// `tag` is that of the element around the items.
  init(_ tag: XMLTag, mode: EnumerationMode, bounds: ItemBounds) {
    self.tag = tag
    self.mode = mode
    self.bounds = bounds
  }

  var isFull: Bool { bounds.count.map { count >= $0 } ?? false }

  /// What became of an item.
  enum Addition {
    case added
    /// It would make the answer too large.
    case overOctets
    /// There would be more characters in the items than the client takes, which is the second number.
    case overCharacters(Int, most: Int)
  }

  /// Nothing is added of what does not fit. `expected` is how many like it may follow.
  mutating func add(_ rendered: RenderedInstance, expected: Int) -> Addition {
    let number = mode == .reference ? 0 : number(of: rendered.cimClass)
    let isNew = mode != .reference && number == classes.count
    let foreign = mode == .reference ? [] : rendered.embedded.filter { !embedded.contains($0) }
    var declarations = isNew ? ResponseEnvelope.declarationSize(rendered.cimClass.resourceURI, number: number) : 0
    for cimClass in foreign { declarations += ResponseEnvelope.declarationSize(embedded: cimClass) }
    let size = size(of: rendered, number: number)
    guard writer.bytes.count + size + declarationSize + declarations <= bounds.octets - Self.tagSize else {
      return .overOctets
    }
    if let most = bounds.characters {
      let more = size - rendered.continuationBytes(mode)
      guard characters + more <= most else { return .overCharacters(characters + more, most: most) }
      characters += more
    }
    if count == 0 {
      let (whole, overflow) = size.multipliedReportingOverflow(by: min(expected, bounds.count ?? expected))
      let room = overflow ? bounds.octets : min(whole + whole / 8, bounds.octets)
      writer = XMLWriter(reserving: room + Self.usualFrame)
      writer.start(tag)
    }
    write(rendered, number: number)
    declarationSize += declarations
    if isNew { classes.append(rendered.cimClass) }
    embedded += foreign
    last = (rendered.cimClass, number)
    count += 1
    return .added
  }

  /// The whole answer: `frame`, which has everything but the items, with the element of the items at `place`. Nothing
  /// can be added afterwards. The items are moved where they are, not copied.
  mutating func finished(in frame: [UInt8], at place: Int) -> [UInt8] {
    if count == 0 { writer.start(tag) }
    writer.end()
    var bytes = writer.finished()
    writer = XMLWriter()
    bytes.reserveCapacity(bytes.count + frame.count)
    bytes.insert(contentsOf: frame[..<place], at: 0)
    bytes.append(contentsOf: frame[place...])
    return bytes
  }

  private mutating func write(_ rendered: RenderedInstance, number: Int) {
    switch mode {
    case .object: writer.fragment(rendered.object, prefixNumber: number)
    case .reference: writer.fragment(rendered.reference)
    case .objectAndReference:
      writer.start(Tags.item)
      writer.fragment(rendered.object, prefixNumber: number)
      writer.fragment(rendered.reference)
      writer.end()
    }
  }

  /// The number of a class's prefix; the next one for a class not met yet.
  private func number(of cimClass: CIMClass) -> Int {
    if let last, last.cimClass == cimClass { return last.number }
    return classes.firstIndex(of: cimClass) ?? classes.count
  }

  private func size(of rendered: RenderedInstance, number: Int) -> Int {
    switch mode {
    case .object: rendered.object.count(prefixNumber: number)
    case .reference: rendered.reference.bytes.count
    case .objectAndReference:
      rendered.object.count(prefixNumber: number) + rendered.reference.bytes.count
        + "<wsman:Item></wsman:Item>".utf8.count
    }
  }

  private static let tagSize = "<wsman:Items></wsman:Items>".utf8.count
  /// Octets of the rest of an answer: room for it saves making everything anew.
  private static let usualFrame = 2048
}

extension RenderedInstance {
  /// By how much the octets of an item exceed its characters.
  fileprivate func continuationBytes(_ mode: EnumerationMode) -> Int {
    func count(_ bytes: [UInt8]) -> Int { bytes.count { $0 & 0xC0 == 0x80 } }
    return switch mode {
    case .object: count(object.bytes)
    case .reference: count(reference.bytes)
    case .objectAndReference: count(object.bytes) + count(reference.bytes)
    }
  }
}
