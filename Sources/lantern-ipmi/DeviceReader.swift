import CFreeIPMI
import IPMI
import IPMIWire

/// Who the BMC is.
struct DeviceReader {
  let session: Session

  private static let getDeviceID: UInt8 = 0x01
  private static let getSystemGUID: UInt8 = 0x37

  func read() throws(SessionProblem) -> DeviceRecord {
    let answer = try session.command(IPMI_NET_FN_APP_RQ, DeviceReader.getDeviceID)
    // After the completion code: id, revision, firmware major and minor, IPMI version, support bits, manufacturer
    // (3 bytes), product (2), auxiliary revision (4, optional).
    guard answer.code == 0, answer.data.count >= 11 else {
      throw SessionProblem(
        kind: "no-device-id", message: "The BMC at \(session.request.place) does not say what it is: restart the BMC.",
        endsSession: false)
    }
    let data = answer.data
    let manufacturer = UInt32(data[6]) | UInt32(data[7]) << 8 | UInt32(data[8] & 0x0f) << 16
    return DeviceRecord(
      deviceID: data[0], firmwareMajor: data[2] & 0x7f, firmwareMinor: data[3],
      firmwareAuxiliary: data.count >= 15 ? Array(data[11..<15]) : [],
      manufacturerID: manufacturer, manufacturerName: manufacturerName(manufacturer),
      productID: UInt16(data[9]) | UInt16(data[10]) << 8, systemGUID: try systemGUID())
  }

  private func manufacturerName(_ number: UInt32) -> String? {
    var buffer = [CChar](repeating: 0, count: 256)
    guard ipmi_iana_enterprise_numbers_string(number, &buffer, UInt32(buffer.count - 1)) > 0 else { return nil }
    return PackedText.text(latin1: buffer.lazy.map(UInt8.init(bitPattern:)))
  }

  /// Optional in IPMI; all zeros means that nobody set it.
  private func systemGUID() throws(SessionProblem) -> [UInt8]? {
    guard let answer = try session.ask(IPMI_NET_FN_APP_RQ, DeviceReader.getSystemGUID), answer.count >= 16,
      answer.contains(where: { $0 != 0 })
    else { return nil }
    return Array(answer.prefix(16))
  }
}
