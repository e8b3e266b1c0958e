import Documents
import Drivers
import FRU

/// What a board's `match:` says of the machine that it is for: alternatives, each of conditions that all must hold.
struct BoardMatch {
  /// One thing that must be so.
  enum Condition: Hashable {
    case deviceTree(String)
    case dmi(name: String, String)
    /// A field of the FRU image that the kernel shows of an EEPROM.
    case fru(bus: Int, address: UInt8, field: Field, String)
  }

  enum Field: String, CaseIterable {
    case boardManufacturer = "board-manufacturer"
    case boardProduct = "board-product"
    case boardPartNumber = "board-part-number"
    case productManufacturer = "product-manufacturer"
    case productName = "product-name"
    case productPartNumber = "product-part-number"
    case chassisPartNumber = "chassis-part-number"

    func text(of image: FRUImage) -> String? {
      switch self {
      case .boardManufacturer: image.board?.manufacturer
      case .boardProduct: image.board?.name
      case .boardPartNumber: image.board?.partNumber
      case .productManufacturer: image.product?.manufacturer
      case .productName: image.product?.name
      case .productPartNumber: image.product?.partNumber
      case .chassisPartNumber: image.chassis?.partNumber
      }
    }
  }

  private(set) var alternatives: [[Condition]] = []

  init(_ node: Node, _ diagnostics: Diagnostics) {
    let items = if case .sequence(let items) = node.content { items } else { [node] }
    for item in items {
      let before = diagnostics.errorCount
      guard var reader = MappingReader(item, "'match'", diagnostics) else { continue }
      let conditions = BoardMatch.conditions(&reader)
      reader.finish()
      if conditions.isEmpty, diagnostics.errorCount == before {
        diagnostics.error("'match' needs 'device-tree', 'dmi' or 'fru'.", at: item)
      }
      if diagnostics.errorCount == before { alternatives.append(conditions) }
    }
  }

  private static func conditions(_ reader: inout MappingReader) -> [Condition] {
    var conditions: [Condition] = []
    if let compatible = reader.string("device-tree") { conditions.append(.deviceTree(compatible)) }
    if var dmi = reader.mapping("dmi") {
      for name in MachineFacts.dmiNames { dmi.string(name).map { conditions.append(.dmi(name: name, $0)) } }
      dmi.finish()
    }
    if var fru = reader.mapping("fru") {
      let place = fru.required("at", .kernelAddress)
      for field in Field.allCases {
        guard let text = fru.string(field.rawValue), let place else { continue }
        conditions.append(.fru(bus: place.bus, address: place.address, field: field, text))
      }
      fru.finish()
    }
    return conditions
  }

  /// How many conditions hold in the best alternative that holds as a whole; nil where none does.
  func strength(_ machine: Machine) -> Int? {
    alternatives.filter { $0.allSatisfy(machine.fulfils) }.map(\.count).max()
  }
}

/// The machine that the agent runs on, asked no more than board files make necessary.
struct Machine {
  let system: SystemFiles
  private let facts: MachineFacts

  init(_ system: SystemFiles) {
    self.system = system
    facts = MachineFacts.read(system)
  }

  func fulfils(_ condition: BoardMatch.Condition) -> Bool {
    switch condition {
    case .deviceTree(let compatible): facts.compatible.contains(compatible)
    case .dmi(let name, let text): facts.dmi[name].map { $0.fits(text) } ?? false
    case .fru(let bus, let address, let field, let text):
      MachineFacts.fru(bus: bus, address: address, system).flatMap(field.text).map { $0.fits(text) } ?? false
    }
  }
}

extension String {
  /// Whether it is `pattern` or, where that ends in `*`, begins as that does.
  fileprivate func fits(_ pattern: String) -> Bool {
    pattern.hasSuffix("*") ? hasPrefix(pattern.dropLast()) : self == pattern
  }
}

extension ValueType where Value == (bus: Int, address: UInt8) {
  /// `6@0x50`: a bus by the kernel's number, and an address on it.
  fileprivate static var kernelAddress: Self {
    ValueType("the number of a bus and an address on it, such as 6@0x50") { (text) throws(Refusal) -> Value? in
      guard let place = try ValueType<BusAddress>.parse(text), let bus = Int(place.bus), (0...1023).contains(bus) else {
        return nil
      }
      return (bus, place.address)
    }
  }
}
