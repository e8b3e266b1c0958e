import IPMIWire
import Model
import Testing

@testable import Drivers

@Suite struct DeviceConversionTests {
  private func device(minor: UInt8, auxiliary: [UInt8] = [], guid: [UInt8]? = nil) -> DeviceRecord {
    DeviceRecord(
      deviceID: 32, firmwareMajor: 2, firmwareMinor: minor, firmwareAuxiliary: auxiliary, manufacturerID: 1,
      manufacturerName: "Example", productID: 2, systemGUID: guid)
  }

  @Test func theMinorVersionIsTwoDecimalDigits() {
    let firmware = device(minor: 0x05).firmware(id: "bmc", system: "s")
    #expect(firmware.version == "2.05")
    #expect(firmware.major == 2 && firmware.minor == 5)
    #expect(device(minor: 0x15).firmware(id: "bmc", system: "s").minor == 15)
  }

  @Test func theAuxiliaryRevisionFollowsInHexUnlessItIsZero() {
    #expect(
      device(minor: 0x15, auxiliary: [0, 0x0a, 0xff, 1]).firmware(id: "b", system: "s").version == "2.15.000AFF01")
    #expect(device(minor: 0x15, auxiliary: [0, 0, 0, 0]).firmware(id: "b", system: "s").version == "2.15")
  }

  /// 00112233-4455-46F7-8899-AABBCCDDEEFF in the three orders met in the field.
  @Test(
    arguments: [
      [0xff, 0xee, 0xdd, 0xcc, 0xbb, 0xaa, 0x99, 0x88, 0xf7, 0x46, 0x55, 0x44, 0x33, 0x22, 0x11, 0x00],
      [0x33, 0x22, 0x11, 0x00, 0x55, 0x44, 0xf7, 0x46, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff],
      [0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x46, 0xf7, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff],
    ] as [[UInt8]])
  func theUUIDIsMostSignificantFirst(sent: [UInt8]) {
    #expect(device(minor: 0, guid: sent).systemUUID == "00112233445546F78899AABBCCDDEEFF")
  }

  @Test func aGUIDThatIsNoUUIDIsTakenInIPMIsOrder() {
    let sent = Array(repeating: UInt8(0), count: 15) + [0xab]
    #expect(device(minor: 0, guid: sent).systemUUID == "AB000000000000000000000000000000")
    #expect(device(minor: 0).systemUUID == nil)
  }

  @Test(
    arguments: [
      (true, nil, PowerState.on), (true, 0, .on), (true, 1, .sleepLight), (true, 3, .sleepDeep), (true, 5, .on),
      (false, nil, .off), (false, 0, .off), (false, 4, .hibernate), (false, 5, .off), (false, 3, .off),
    ] as [(Bool, UInt8?, PowerState)])
  func theChassisStatusDecidesAndACPIRefines(isOn: Bool, acpi: UInt8?, state: PowerState) {
    let reading = PowerReading(isOn: isOn, acpiState: acpi, takenNanoseconds: 0, intervalMilliseconds: 0)
    #expect(reading.state == state)
  }

  @Test func completionCodesBecomeResults() {
    #expect(RequestOutcome.completed(code: 0).actionResult == .done)
    #expect(RequestOutcome.notSent("x").actionResult == .unreachable("x"))
    #expect(RequestOutcome.unanswered("x").actionResult == .timedOut("x"))
    guard case .invalidState = RequestOutcome.completed(code: 0xd5).actionResult else {
      Issue.record("D5h is 'not supported in present state'")
      return
    }
    for code in (1...255).map(UInt8.init) where code != 0xd5 {
      guard case .refused = RequestOutcome.completed(code: code).actionResult else {
        Issue.record("\(code)")
        return
      }
    }
  }
}
