import Model

extension Content {
  /// What the board file states, with the identity it leaves open taken from what a source found. Sensors, fans and
  /// supplies are taken as stated: half of one record and half of another would measure nothing.
  func filled(from found: Content) -> Content {
    switch (self, found) {
    case (.system(let stated), .system(let found)): .system(stated.filled(from: found))
    case (.part(let stated), .part(let found)): .part(stated.filled(from: found))
    case (.firmware(let stated), .firmware(let found)): .firmware(stated.filled(from: found))
    default: self
    }
  }
}

extension System {
  fileprivate func filled(from found: System) -> System {
    var result = self
    result.uuid = uuid ?? found.uuid
    return result
  }
}

extension Part {
  fileprivate func filled(from found: Part) -> Part {
    var result = self
    result.manufacturer = manufacturer ?? found.manufacturer
    result.model = model ?? found.model
    result.partNumber = partNumber ?? found.partNumber
    result.serialNumber = serialNumber ?? found.serialNumber
    result.version = version ?? found.version
    result.sku = sku ?? found.sku
    result.assetTag = assetTag ?? found.assetTag
    result.manufactured = manufactured ?? found.manufactured
    result.chassisType = chassisType ?? found.chassisType
    result.capacity = capacity ?? found.capacity
    result.speedMegahertz = speedMegahertz ?? found.speedMegahertz
    result.memoryType = memoryType ?? found.memoryType
    result.formFactor = formFactor ?? found.formFactor
    result.bank = bank ?? found.bank
    result.container = container ?? found.container
    result.realizes = realizes ?? found.realizes
    let own = Set(attributes.map(\.name))
    result.attributes += found.attributes.filter { !own.contains($0.name) }
    return result
  }
}

extension Firmware {
  fileprivate func filled(from found: Firmware) -> Firmware {
    var result = self
    if version == nil {
      result.version = found.version
      result.major = found.major
      result.minor = found.minor
      result.revision = found.revision
      result.build = found.build
    }
    result.manufacturer = manufacturer ?? found.manufacturer
    result.released = released ?? found.released
    result.target = target ?? found.target
    return result
  }
}
