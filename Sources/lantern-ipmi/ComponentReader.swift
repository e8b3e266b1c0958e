import IPMI
import IPMIWire

/// The firmware components of a BMC that offers HPM.1; none of one that does not.
struct ComponentReader {
  let session: Session

  /// PICMG's network function for requests.
  private static let picmg: Int32 = 0x2c
  private static let getTargetUpgradeCapabilities: UInt8 = 0x2e
  private static let getComponentProperties: UInt8 = 0x2f

  private enum Property: UInt8 {
    case currentVersion = 1
    case description = 2
    case rollbackVersion = 3
  }

  func read() throws(SessionProblem) -> [ComponentRecord] {
    guard
      let answer = try session.ask(
        ComponentReader.picmg, ComponentReader.getTargetUpgradeCapabilities, [FirmwareComponents.identifier])
    else { return [] }
    var components: [ComponentRecord] = []
    for number in FirmwareComponents.present(answer) {
      guard let current = try property(.currentVersion, of: number).flatMap(FirmwareComponents.version) else {
        continue
      }
      components.append(
        ComponentRecord(
          number: number, name: try property(.description, of: number).flatMap(FirmwareComponents.name),
          current: current, rollback: try property(.rollbackVersion, of: number).flatMap(FirmwareComponents.version)))
    }
    return components
  }

  private func property(_ property: Property, of component: UInt8) throws(SessionProblem) -> [UInt8]? {
    try session.ask(
      ComponentReader.picmg, ComponentReader.getComponentProperties,
      [FirmwareComponents.identifier, component, property.rawValue])
  }
}
