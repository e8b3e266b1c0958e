import IPMIWire
import Model

/// The ids of one BMC's objects. They depend on nothing that changes when the BMC renumbers its records.
struct BMCNaming: Hashable {
  /// Before every id; empty for the only system of a board, so that its ids are short.
  private let prefix: String

  init(system: String) { prefix = system == System.onlyID ? "" : "\(system)." }

  /// `20.0.17`: owner in hex, LUN, number; `20.0.17.2` for the third sensor that shares a record.
  func sensor(_ key: SensorKey) -> String {
    let id = "\(prefix)\(String(key.owner, radix: 16)).\(key.lun).\(key.number)"
    return key.share.map { "\(id).\($0)" } ?? id
  }

  /// A fan has the id of its tachometer.
  func fan(_ tachometer: SensorKey) -> String { sensor(tachometer) }

  /// `10.1`: the entity and its instance.
  func supply(instance: UInt8) -> String { "\(prefix)\(IPMIEntities.powerSupply).\(instance)" }

  /// `FRU1`, or `FRU0:chassis` where one device describes several parts.
  func part(_ device: UInt8, _ area: String? = nil) -> String {
    "\(prefix)FRU\(device)" + (area.map { ":\($0)" } ?? "")
  }

  var firmware: String { "\(prefix)bmc" }

  /// `bmc.2`, and `bmc.2.rollback` for the copy it would go back to.
  func component(_ number: UInt8, isRollback: Bool = false) -> String {
    "\(prefix)bmc.\(number)" + (isRollback ? ".rollback" : "")
  }

  /// The System Event Log.
  var log: String { "\(prefix)SEL" }

  /// `3.1`: the entity and its instance.
  func processor(_ entity: UInt8, instance: UInt8) -> String { "\(prefix)\(entity).\(instance)" }
}
