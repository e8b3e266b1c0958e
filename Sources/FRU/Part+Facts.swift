public import Model

extension Part {
  /// Fills in what is not stated yet. What makers add becomes the attributes `custom-1`, `custom-2` and so on.
  public mutating func fill(from facts: PartFacts) {
    manufacturer = manufacturer ?? facts.manufacturer
    model = model ?? facts.model
    partNumber = partNumber ?? facts.partNumber
    serialNumber = serialNumber ?? facts.serialNumber
    version = version ?? facts.version
    sku = sku ?? facts.sku
    assetTag = assetTag ?? facts.assetTag
    manufactured = manufactured ?? facts.manufactured
    chassisType = chassisType ?? facts.chassisType
    capacity = capacity ?? facts.capacityBytes
    speedMegahertz = speedMegahertz ?? facts.speedMegahertz
    memoryType = memoryType ?? facts.memoryType
    formFactor = formFactor ?? facts.formFactor
    bank = bank ?? facts.bank
    for (number, text) in facts.custom.enumerated() { add("custom-\(number + 1)", text) }
  }

  /// Fills in what a FRU image says of a part of this kind. What is wrong with the image is the attribute `fru-problem`,
  /// the first of all.
  public mutating func fill(from image: FRUImage) {
    fill(from: image.facts(for: kind))
    if let watts = image.supply?.ratedWatts { add("rated-output", "\(watts) W") }
    note("fru-problem", image.problems)
  }

  /// Fills in what a memory module says of itself. What is wrong with it is the attribute `spd-problem`.
  public mutating func fill(from image: SPDImage) {
    fill(from: image.facts)
    note("spd-problem", image.problems)
  }

  private mutating func note(_ name: String, _ problems: [String]) {
    guard !problems.isEmpty else { return }
    attributes.removeAll { $0.name == name }
    attributes.insert(Attribute(name: name, value: problems.joined(separator: " ")), at: 0)
  }

  private mutating func add(_ name: String, _ value: String) {
    if !attributes.contains(where: { $0.name == name }) { attributes.append(Attribute(name: name, value: value)) }
  }
}
