/// The BMC's answers to Get Device ID and Get System GUID (IPMI 2.0 sections 20.1 and 22.14).
public struct DeviceRecord: Hashable, Sendable {
  public var deviceID: UInt8
  public var firmwareMajor: UInt8
  /// Two BCD digits, as the BMC gives them.
  public var firmwareMinor: UInt8
  /// The auxiliary revision: four bytes, or none.
  public var firmwareAuxiliary: [UInt8]
  /// The IANA enterprise number.
  public var manufacturerID: UInt32
  /// Its owner's name, where FreeIPMI knows it.
  public var manufacturerName: String?
  public var productID: UInt16
  /// Sixteen bytes in the order the BMC sends them; nil when it has no system GUID.
  public var systemGUID: [UInt8]?

  public init(
    deviceID: UInt8, firmwareMajor: UInt8, firmwareMinor: UInt8, firmwareAuxiliary: [UInt8] = [],
    manufacturerID: UInt32, manufacturerName: String? = nil, productID: UInt16, systemGUID: [UInt8]? = nil
  ) {
    self.deviceID = deviceID
    self.firmwareMajor = firmwareMajor
    self.firmwareMinor = firmwareMinor
    self.firmwareAuxiliary = firmwareAuxiliary
    self.manufacturerID = manufacturerID
    self.manufacturerName = manufacturerName
    self.productID = productID
    self.systemGUID = systemGUID
  }
}

extension DeviceRecord: WireRecord {
  init(from reader: inout WireReader) throws(WireError) {
    deviceID = try reader.uint8()
    firmwareMajor = try reader.uint8()
    firmwareMinor = try reader.uint8()
    firmwareAuxiliary = try reader.blob()
    manufacturerID = try reader.uint32()
    manufacturerName = try reader.optional { (reader) throws(WireError) in try reader.text() }
    productID = try reader.uint16()
    systemGUID = try reader.optional { (reader) throws(WireError) in try reader.bytes(16) }
  }

  func write(to writer: inout WireWriter) {
    writer.uint8(deviceID)
    writer.uint8(firmwareMajor)
    writer.uint8(firmwareMinor)
    writer.blob(firmwareAuxiliary)
    writer.uint32(manufacturerID)
    writer.optional(manufacturerName) { $0.text($1) }
    writer.uint16(productID)
    writer.optional(systemGUID) { writer, guid in for byte in guid { writer.uint8(byte) } }
  }
}
