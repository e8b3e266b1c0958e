extension FRURecord: WireRecord {
  init(from reader: inout WireReader) throws(WireError) {
    deviceID = try reader.uint8()
    name = try reader.text()
    entityID = try reader.uint8()
    entityInstance = try reader.uint8()
    chassis = try reader.optional { (reader) throws(WireError) in try Chassis(from: &reader) }
    board = try reader.optional { (reader) throws(WireError) in try Board(from: &reader) }
    product = try reader.optional { (reader) throws(WireError) in try Product(from: &reader) }
    supply = try reader.optional { (reader) throws(WireError) in try Supply(from: &reader) }
    problems = try reader.list { (reader) throws(WireError) in try reader.text() }
  }

  func write(to writer: inout WireWriter) {
    writer.uint8(deviceID)
    writer.text(name)
    writer.uint8(entityID)
    writer.uint8(entityInstance)
    writer.optional(chassis) { $1.write(to: &$0) }
    writer.optional(board) { $1.write(to: &$0) }
    writer.optional(product) { $1.write(to: &$0) }
    writer.optional(supply) { $1.write(to: &$0) }
    writer.list(problems) { $0.text($1) }
  }
}

extension FRURecord.Chassis: WireRecord {
  init(from reader: inout WireReader) throws(WireError) {
    type = try reader.uint8()
    partNumber = try reader.optionalText()
    serialNumber = try reader.optionalText()
  }

  func write(to writer: inout WireWriter) {
    writer.uint8(type)
    writer.optionalText(partNumber)
    writer.optionalText(serialNumber)
  }
}

extension FRURecord.Board: WireRecord {
  init(from reader: inout WireReader) throws(WireError) {
    manufacturedMinutes = try reader.uint32()
    manufacturer = try reader.optionalText()
    productName = try reader.optionalText()
    serialNumber = try reader.optionalText()
    partNumber = try reader.optionalText()
  }

  func write(to writer: inout WireWriter) {
    writer.uint32(manufacturedMinutes)
    writer.optionalText(manufacturer)
    writer.optionalText(productName)
    writer.optionalText(serialNumber)
    writer.optionalText(partNumber)
  }
}

extension FRURecord.Product: WireRecord {
  init(from reader: inout WireReader) throws(WireError) {
    manufacturer = try reader.optionalText()
    name = try reader.optionalText()
    partNumber = try reader.optionalText()
    version = try reader.optionalText()
    serialNumber = try reader.optionalText()
    assetTag = try reader.optionalText()
  }

  func write(to writer: inout WireWriter) {
    writer.optionalText(manufacturer)
    writer.optionalText(name)
    writer.optionalText(partNumber)
    writer.optionalText(version)
    writer.optionalText(serialNumber)
    writer.optionalText(assetTag)
  }
}

extension FRURecord.Supply: WireRecord {
  init(from reader: inout WireReader) throws(WireError) {
    ratedWatts = try reader.uint32()
    range1Low = try reader.uint32()
    range1High = try reader.uint32()
    range2Low = try reader.uint32()
    range2High = try reader.uint32()
    frequencyLow = try reader.uint32()
    frequencyHigh = try reader.uint32()
  }

  func write(to writer: inout WireWriter) {
    for value in [ratedWatts, range1Low, range1High, range2Low, range2High, frequencyLow, frequencyHigh] {
      writer.uint32(value)
    }
  }
}

extension WireReader {
  mutating func optionalText() throws(WireError) -> String? {
    try optional { (reader) throws(WireError) in try reader.text() }
  }
}

extension WireWriter {
  mutating func optionalText(_ value: String?) { optional(value) { $0.text($1) } }
}
