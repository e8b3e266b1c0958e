import CFreeIPMI
import IPMI
import IPMIWire

/// Reads FRU devices. An area with a bad checksum or format is reported and left out; the others are kept.
final class FRUReader {
  /// Where a FRU device is, by its locator record.
  struct Place: Hashable {
    var deviceID: UInt8
    var name: String
    var entityID: UInt8
    var entityInstance: UInt8
  }

  private let session: Session
  private let context: OpaquePointer

  /// Nil without memory.
  init?(session: Session) {
    guard let context = ipmi_fru_ctx_create(session.context) else { return nil }
    self.session = session
    self.context = context
  }

  deinit { ipmi_fru_ctx_destroy(context) }

  /// The logical FRU devices of the BMC itself: device 0, which every BMC has, and those that its records name.
  static func places(in records: [SDRRecord]) -> [Place] {
    var places: [Place] = []
    for record in records where record.kind == .fruLocator {
      let isLogical = record[8] & 0x80 != 0
      guard isLogical, record[6] == UInt8(IPMI_SLAVE_ADDRESS_BMC) else { continue }
      let name = PackedText.ofRecord(record.bytes.dropFirst(15))
      let place = Place(
        deviceID: record[7], name: name ?? "FRU \(record[7])", entityID: record[13], entityInstance: record[14] & 0x7f)
      if !places.contains(where: { $0.deviceID == place.deviceID }) { places.append(place) }
    }
    if !places.contains(where: { $0.deviceID == 0 }) {
      places.insert(Place(deviceID: 0, name: "FRU 0", entityID: 7, entityInstance: 1), at: 0)
    }
    return places
  }

  /// Nil when there is nothing at that place. Only the loss of the session is thrown.
  func read(_ place: Place) throws(SessionProblem) -> FRURecord? {
    var record = FRURecord(
      deviceID: place.deviceID, name: place.name, entityID: place.entityID, entityInstance: place.entityInstance)
    guard ipmi_fru_open_device_id(context, place.deviceID) >= 0 else {
      guard let problem = try problem(of: "common header") else { return nil }
      record.add(problem: problem)
      return record
    }
    defer { ipmi_fru_close_device_id(context) }
    var buffer = [UInt8](repeating: 0, count: 4096)
    repeat {
      var type: UInt32 = 0
      var length: UInt32 = 0
      guard ipmi_fru_read_data_area(context, &type, &length, &buffer, UInt32(buffer.count)) >= 0 else {
        if let problem = try problem(of: "area") { record.add(problem: problem) }
        continue
      }
      guard length > 0 else { continue }
      let area = FRUArea(context: context, bytes: buffer.prefix(Int(length)))
      switch Int32(type) {
      case IPMI_FRU_AREA_TYPE_CHASSIS_INFO_AREA: record.chassis = area.chassis
      case IPMI_FRU_AREA_TYPE_BOARD_INFO_AREA: record.board = area.board
      case IPMI_FRU_AREA_TYPE_PRODUCT_INFO_AREA: record.product = area.product
      case IPMI_FRU_AREA_TYPE_MULTIRECORD_POWER_SUPPLY_INFORMATION: record.supply = area.supply
      default: continue
      }
      if area.failed, let problem = try problem(of: "area") { record.add(problem: problem) }
    } while ipmi_fru_next(context) == 1
    return record
  }

  /// A sentence on the last error of the context; nil when it says that there is no such device.
  private func problem(of what: String) throws(SessionProblem) -> String? {
    let number = ipmi_fru_ctx_errnum(context)
    switch number {
    case IPMI_FRU_ERR_IPMI_ERROR:
      let problem = session.problem
      if problem.endsSession { throw problem }
      return nil
    case IPMI_FRU_ERR_NO_FRU_INFORMATION, IPMI_FRU_ERR_DEVICE_BUSY:
      return nil
    default:
      let text = ipmi_fru_ctx_errormsg(context).map { String(cString: $0) } ?? "unknown error"
      return "The FRU data's \(what) cannot be used: \(text)."
    }
  }
}
