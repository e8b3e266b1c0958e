public import Model

extension FRUImage {
  /// What the image says of a part of this kind. A memory describes the part it is fixed to, but what lies in which area
  /// depends on what that is:
  ///
  /// - a chassis is the chassis area's type and numbers with the name of the product, whose part number is its SKU;
  /// - a board is the board area; its version and asset tag are the product's where there is no chassis that the
  ///   product could be;
  /// - anything else is a product, and what that leaves open a board.
  public func facts(for kind: PartKind) -> PartFacts {
    var facts = PartFacts()
    switch kind {
    case .chassis where chassis != nil || product != nil:
      facts.fill(from: chassis)
      facts.sku = Placeholder.meaningful(product?.partNumber)
      facts.fill(from: product)
    case .board where board != nil:
      facts.fill(from: board)
      if chassis == nil {
        facts.version = facts.version ?? Placeholder.meaningful(product?.version)
        facts.assetTag = facts.assetTag ?? Placeholder.meaningful(product?.assetTag)
      }
    default:
      facts.fill(from: product)
      facts.fill(from: board)
    }
    return facts
  }
}

extension PartFacts {
  /// Fills in what is not known yet.
  mutating func fill(from area: FRUImage.Area?) {
    guard let area else { return }
    manufacturer = manufacturer ?? Placeholder.meaningful(area.manufacturer)
    model = model ?? Placeholder.meaningful(area.name)
    partNumber = partNumber ?? Placeholder.meaningful(area.partNumber)
    serialNumber = serialNumber ?? Placeholder.meaningful(area.serialNumber)
    version = version ?? Placeholder.meaningful(area.version)
    assetTag = assetTag ?? Placeholder.meaningful(area.assetTag)
    manufactured = manufactured ?? area.manufactured
    // Types 1 and 2 are "other" and "unknown"; the highest bit is a lock's.
    if let type = area.chassisType.map({ $0 & 0x7f }), type > 2, type <= 36 { chassisType = chassisType ?? type }
    custom += area.custom.compactMap(Placeholder.meaningful)
  }
}
