import IPMIWire
import Model

extension DeviceRecord {
  /// The BMC's firmware: `major.minor`, with the auxiliary revision in hex when it has one.
  func firmware(id: String, system: String) -> Firmware {
    var firmware = Firmware(id: id, name: "BMC firmware", system: system, kind: .firmware)
    firmware.setVersion(major: firmwareMajor, minorBCD: firmwareMinor, auxiliary: firmwareAuxiliary)
    firmware.manufacturer = manufacturerName
    return firmware
  }

  /// The system's UUID as the model wants it. IPMI sends the bytes of a GUID with the least significant first (IPMI
  /// 2.0 table 20-10); in the field BMCs also send SMBIOS's mixed order, and plain network order. The version and
  /// variant that every UUID carries tell which of them it is; when they fit none, IPMI's order is taken.
  var systemUUID: String? {
    guard let sent = systemGUID, sent.count == 16 else { return nil }
    let ipmi = Array(sent.reversed())
    let smbios = [3, 2, 1, 0, 5, 4, 7, 6].map { sent[$0] } + sent[8...]
    let bytes = [ipmi, smbios, sent].first { uuid in
      (1...5).contains(uuid[6] >> 4) && uuid[8] & 0xc0 == 0x80
    }
    return (bytes ?? ipmi).map(hex).joined()
  }
}
