import CIM
import XML

/// What stands for an instance in an enumeration (DSP0226 8.7).
enum EnumerationMode: Sendable {
  case object, reference, objectAndReference
}

/// The items of one answer, collected up to its bounds, so that the answer is written in one go.
struct ItemBatch {
  let mode: EnumerationMode
  /// Octets the items may have together; and with the declarations of their classes.
  private let itemLimit: Int
  private let limit: Int
  private var items: [(rendered: RenderedInstance, number: Int)] = []
  private(set) var classes: [CIMClass] = []
  private var itemSize = 0
  private var declarationSize = 0

  init(mode: EnumerationMode, itemLimit: Int, limit: Int) {
    self.mode = mode
    self.itemLimit = itemLimit
    self.limit = limit
  }

  var count: Int { items.count }
  var size: Int { itemSize + declarationSize }

  /// False, and nothing added, when it does not fit.
  mutating func add(_ rendered: RenderedInstance) -> Bool {
    let number = mode == .reference ? 0 : number(of: rendered.cimClass)
    let isNew = mode != .reference && number == classes.count
    let declaration =
      isNew ? ResponseEnvelope.declarationSize(rendered.cimClass.resourceURI, number: number) : 0
    let size = size(of: rendered, number: number)
    guard itemSize + size <= itemLimit, self.size + size + declaration <= limit else { return false }
    itemSize += size
    declarationSize += declaration
    if isNew { classes.append(rendered.cimClass) }
    items.append((rendered, number))
    return true
  }

  func write(to writer: inout XMLWriter) {
    for (rendered, number) in items {
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
  }

  /// The number of a class's prefix; the next one for a class not met yet.
  private func number(of cimClass: CIMClass) -> Int {
    if let last = items.last, last.rendered.cimClass == cimClass { return last.number }
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
}
