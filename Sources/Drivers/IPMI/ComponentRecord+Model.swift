import IPMIWire
import Model

extension ComponentRecord {
  /// What runs, and the copy it would go back to where there is one.
  func firmware(naming: BMCNaming, system: String, manufacturer: String?) -> [Firmware] {
    let name = Placeholder.meaningful(name) ?? "Firmware component \(number)"
    var current = Firmware(id: naming.component(number), name: name, system: system, kind: .firmware)
    current.fill(from: self.current, manufacturer)
    guard let rollback else { return [current] }
    var former = Firmware(
      id: naming.component(number, isRollback: true), name: "\(name) (rollback copy)", system: system, kind: .firmware)
    former.fill(from: rollback, manufacturer)
    former.isCurrent = false
    return [current, former]
  }
}

extension Firmware {
  fileprivate mutating func fill(from version: ComponentRecord.Version, _ manufacturer: String?) {
    setVersion(major: version.major, minorBCD: version.minor, auxiliary: version.auxiliary)
    self.manufacturer = manufacturer
  }

  /// `major.minor`, with the auxiliary revision in hex when it has one. The minor number is two BCD digits.
  mutating func setVersion(major: UInt8, minorBCD: UInt8, auxiliary: [UInt8]) {
    let minor = [minorBCD >> 4, minorBCD & 0x0f].map(String.init).joined()
    version = "\(major).\(minor)"
    if auxiliary.contains(where: { $0 != 0 }) { version?.append(".\(auxiliary.map(hex).joined())") }
    self.major = UInt16(major)
    self.minor = UInt16(minorBCD >> 4) * 10 + UInt16(minorBCD & 0x0f)
  }
}
