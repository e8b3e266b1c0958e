import IPMIWire
import Model

extension FRURecord {
  /// FRU device 0 describes the system: its chassis and its main board. Every other device describes one part.
  func parts(naming: BMCNaming, system: String) -> [Part] {
    var parts: [Part] = []
    if deviceID == 0 || chassis != nil {
      if chassis != nil || product != nil { parts.append(chassisPart(naming, system)) }
      if board != nil { parts.append(boardPart(naming, system)) }
    }
    if parts.isEmpty { parts.append(singlePart(naming, system)) }
    if !problems.isEmpty {
      parts[0].attributes.insert(Part.Attribute(name: "fru-problem", value: problems.joined(separator: " ")), at: 0)
    }
    return parts
  }

  private func chassisPart(_ naming: BMCNaming, _ system: String) -> Part {
    var part = Part(id: naming.part(deviceID, "chassis"), name: "Chassis", system: system, kind: .chassis)
    let partNumber = Placeholder.meaningful(product?.partNumber)
    part.manufacturer = Placeholder.meaningful(product?.manufacturer)
    part.model = Placeholder.meaningful(product?.name)
    part.partNumber = Placeholder.meaningful(chassis?.partNumber) ?? partNumber
    part.sku = partNumber
    let serialNumber = Placeholder.meaningful(product?.serialNumber)
    part.serialNumber = Placeholder.meaningful(chassis?.serialNumber) ?? serialNumber
    // The chassis has a number of its own; that of the whole product stands beside it.
    if let serialNumber, part.serialNumber != serialNumber {
      part.attributes.append(Part.Attribute(name: "product-serial-number", value: serialNumber))
    }
    part.version = Placeholder.meaningful(product?.version)
    part.assetTag = Placeholder.meaningful(product?.assetTag)
    // Types 1 and 2 of SMBIOS are "other" and "unknown".
    part.chassisType = chassis.flatMap { $0.type > 2 ? $0.type : nil }
    return part
  }

  private func boardPart(_ naming: BMCNaming, _ system: String) -> Part {
    var part = Part(id: naming.part(deviceID, "board"), name: name, system: system, kind: .board)
    part.fill(from: board)
    part.isHosting = deviceID == 0
    return part
  }

  private func singlePart(_ naming: BMCNaming, _ system: String) -> Part {
    var part = Part(id: naming.part(deviceID), name: name, system: system, kind: IPMIEntities.partKind(entityID))
    part.manufacturer = Placeholder.meaningful(product?.manufacturer)
    part.model = Placeholder.meaningful(product?.name)
    part.partNumber = Placeholder.meaningful(product?.partNumber)
    part.serialNumber = Placeholder.meaningful(product?.serialNumber)
    part.version = Placeholder.meaningful(product?.version)
    part.assetTag = Placeholder.meaningful(product?.assetTag)
    part.fill(from: board)
    part.isReplaceable = deviceID != 0
    return part
  }
}

extension Part {
  /// Fills what is not known yet.
  fileprivate mutating func fill(from board: FRURecord.Board?) {
    guard let board else { return }
    manufacturer = manufacturer ?? Placeholder.meaningful(board.manufacturer)
    model = model ?? Placeholder.meaningful(board.productName)
    partNumber = partNumber ?? Placeholder.meaningful(board.partNumber)
    serialNumber = serialNumber ?? Placeholder.meaningful(board.serialNumber)
    if board.manufacturedMinutes != 0 {
      manufactured = WallTime(secondsSince1970: fruEpoch + Int64(board.manufacturedMinutes) * 60)
    }
  }
}

/// 1996-01-01T00:00:00Z, where FRU dates begin, in seconds since 1970.
private let fruEpoch: Int64 = 820_454_400

extension FRURecord.Supply {
  /// Puts the ratings into a supply of the model; a range from zero to zero is none.
  func fill(_ supply: inout Model.Supply) {
    func range(_ low: UInt32, _ high: UInt32, per unit: Double) -> ClosedRange<Double>? {
      high > 0 && low <= high ? Double(low) / unit...Double(high) / unit : nil
    }
    if ratedWatts > 0 { supply.ratedOutput = Double(ratedWatts) }
    supply.inputRange1 = range(range1Low, range1High, per: 1000)
    supply.inputRange2 = range(range2Low, range2High, per: 1000)
    supply.inputFrequency = range(frequencyLow, frequencyHigh, per: 1)
  }
}
