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

/// The items of one answer, gathered up to its bounds. What was rendered before is not copied here.
struct ItemBatch {
  private let mode: EnumerationMode
  private let bounds: ItemBounds
  private var pieces: [[UInt8]] = []
  private var size = 0
  private var declarationSize = 0
  private var characters = 0
  private var lastClass: CIMClass?
  private var lastNumber = 0
  private(set) var count = 0
  /// The classes whose namespaces are to be declared, in the order of their prefixes.
  private(set) var classes: [CIMClass] = []
  private(set) var embedded: [CIMClass] = []

  init(mode: EnumerationMode, bounds: ItemBounds) {
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

  /// Nothing is added of what does not fit.
  mutating func add(_ rendered: RenderedInstance) -> Addition {
    let number = mode == .reference ? 0 : number(of: rendered.cimClass)
    let isNew = mode != .reference && number == classes.count
    let foreign = mode == .reference ? [] : rendered.embedded.filter { !embedded.contains($0) }
    var declarations = isNew ? ResponseEnvelope.declarationSize(rendered.cimClass.resourceURI, number: number) : 0
    for cimClass in foreign { declarations += ResponseEnvelope.declarationSize(embedded: cimClass) }
    let more = size(of: rendered, number: number)
    guard size + more + declarationSize + declarations <= bounds.octets - Self.tagSize else { return .overOctets }
    if let most = bounds.characters {
      let moreCharacters = more - rendered.continuationBytes(mode)
      guard characters + moreCharacters <= most else {
        return .overCharacters(characters + moreCharacters, most: most)
      }
      characters += moreCharacters
    }
    append(rendered, number: number)
    size += more
    declarationSize += declarations
    if isNew { classes.append(rendered.cimClass) }
    if !foreign.isEmpty { embedded += foreign }
    lastClass = rendered.cimClass
    lastNumber = number
    count += 1
    return .added
  }

  /// The whole answer: `frame`, which has everything but the items, with the items at `place`.
  func finished(in frame: [UInt8], at place: Int) -> [[UInt8]] {
    [Array(frame[..<place])] + pieces + [Array(frame[place...])]
  }

  private mutating func append(_ rendered: RenderedInstance, number: Int) {
    switch mode {
    case .object: pieces.append(rendered.object.copy(prefixNumber: number))
    case .reference: pieces.append(rendered.reference.bytes)
    case .objectAndReference:
      pieces.append(Self.itemStart)
      pieces.append(rendered.object.copy(prefixNumber: number))
      pieces.append(rendered.reference.bytes)
      pieces.append(Self.itemEnd)
    }
  }

  /// The number of a class's prefix; the next one for a class not met yet.
  private func number(of cimClass: CIMClass) -> Int {
    if lastClass === cimClass { return lastNumber }
    return classes.firstIndex(of: cimClass) ?? classes.count
  }

  private func size(of rendered: RenderedInstance, number: Int) -> Int {
    switch mode {
    case .object: rendered.object.count(prefixNumber: number)
    case .reference: rendered.reference.bytes.count
    case .objectAndReference:
      rendered.object.count(prefixNumber: number) + rendered.reference.bytes.count + Self.itemStart.count
        + Self.itemEnd.count
    }
  }

  private static let (itemStart, itemEnd) = Tags.item.startAndEnd
  private static let tagSize = "<wsman:Items></wsman:Items>".utf8.count
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
