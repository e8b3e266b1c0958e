import CFreeIPMI
import IPMI
import IPMIWire

/// One area of a FRU device, without its header.
final class FRUArea {
  private let context: OpaquePointer
  private let bytes: [UInt8]
  /// Whether libfreeipmi could not make sense of it; the context knows why.
  private(set) var failed = false

  init(context: OpaquePointer, bytes: ArraySlice<UInt8>) {
    self.context = context
    self.bytes = Array(bytes)
  }

  var chassis: FRURecord.Chassis? {
    var chassis = FRURecord.Chassis()
    guard
      let fields = fields(
        2,
        { fields in
          ipmi_fru_chassis_info_area(
            context, bytes, UInt32(bytes.count), &chassis.type, fields, fields + 1, nil, 0)
        })
    else { return nil }
    // Chassis areas have no language code: they are English.
    let english = UInt8(IPMI_FRU_LANGUAGE_CODE_ENGLISH)
    chassis.partNumber = string(fields[0], language: english)
    chassis.serialNumber = string(fields[1], language: english)
    return chassis
  }

  var board: FRURecord.Board? {
    var language: UInt8 = 0
    var manufactured: UInt32 = 0
    guard
      let fields = fields(
        5,
        { fields in
          ipmi_fru_board_info_area(
            context, bytes, UInt32(bytes.count), &language, &manufactured, fields, fields + 1, fields + 2, fields + 3,
            fields + 4, nil, 0)
        })
    else { return nil }
    var board = FRURecord.Board()
    // After the language code: minutes since 1996, three bytes.
    if bytes.count >= 4 {
      board.manufacturedMinutes = UInt32(bytes[1]) | UInt32(bytes[2]) << 8 | UInt32(bytes[3]) << 16
    }
    board.manufacturer = string(fields[0], language: language)
    board.productName = string(fields[1], language: language)
    board.serialNumber = string(fields[2], language: language)
    board.partNumber = string(fields[3], language: language)
    return board
  }

  var product: FRURecord.Product? {
    var language: UInt8 = 0
    guard
      let fields = fields(
        7,
        { fields in
          ipmi_fru_product_info_area(
            context, bytes, UInt32(bytes.count), &language, fields, fields + 1, fields + 2, fields + 3, fields + 4,
            fields + 5, fields + 6, nil, 0)
        })
    else { return nil }
    var product = FRURecord.Product()
    product.manufacturer = string(fields[0], language: language)
    product.name = string(fields[1], language: language)
    product.partNumber = string(fields[2], language: language)
    product.version = string(fields[3], language: language)
    product.serialNumber = string(fields[4], language: language)
    product.assetTag = string(fields[5], language: language)
    return product
  }

  var supply: FRURecord.Supply? {
    var numbers = [UInt32](repeating: 0, count: 16)
    var ranges = [Int32](repeating: 0, count: 4)
    let result = numbers.withUnsafeMutableBufferPointer { n in
      ranges.withUnsafeMutableBufferPointer { r in
        let (n, r) = (n.baseAddress!, r.baseAddress!)
        return ipmi_fru_multirecord_power_supply_information(
          context, bytes, UInt32(bytes.count), n, n + 1, n + 2, n + 3, r, r + 1, r + 2, r + 3, n + 4, n + 5, n + 6,
          n + 7, n + 8, n + 9, n + 10, n + 11, n + 12, n + 13, n + 14, n + 15, nil, nil)
      }
    }
    guard result >= 0 else {
      failed = true
      return nil
    }
    var supply = FRURecord.Supply()
    supply.ratedWatts = numbers[0]
    supply.range1Low = UInt32(clamping: ranges[0])
    supply.range1High = UInt32(clamping: ranges[1])
    supply.range2Low = UInt32(clamping: ranges[2])
    supply.range2High = UInt32(clamping: ranges[3])
    supply.frequencyLow = numbers[4]
    supply.frequencyHigh = numbers[5]
    return supply
  }

  private func fields(_ count: Int, _ parse: (UnsafeMutablePointer<ipmi_fru_field_t>) -> Int32) -> [ipmi_fru_field_t]? {
    var fields = [ipmi_fru_field_t](repeating: ipmi_fru_field_t(), count: count)
    let result = fields.withUnsafeMutableBufferPointer { parse($0.baseAddress!) }
    failed = result < 0
    return failed ? nil : fields
  }

  /// libfreeipmi takes valid BCD for invalid, so the text is unpacked here.
  private func string(_ field: ipmi_fru_field_t, language: UInt8) -> String? {
    withUnsafeBytes(of: field.type_length_field) { bytes in
      PackedText.ofArea(
        bytes.prefix(Int(field.type_length_field_length)),
        isEnglish: language == 0 || language == UInt8(IPMI_FRU_LANGUAGE_CODE_ENGLISH))
    }
  }
}
