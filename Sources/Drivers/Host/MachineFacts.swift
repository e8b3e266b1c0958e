public import FRU
import IPMIWire
import Model

/// By what a board file is matched with the machine that the agent runs on.
public struct MachineFacts: Hashable, Sendable {
  /// Of the device tree's root, the most specific first; empty where there is no device tree.
  public var compatible: [String] = []
  /// The name that the device tree's root gives the machine.
  public var model: String?
  /// The texts of SMBIOS that the kernel gives everybody, by the kernel's names with hyphens: `product-name`,
  /// `board-vendor`. Placeholders are left out.
  public var dmi: [String: String] = [:]

  /// The names in `dmi`.
  public static let dmiNames = [
    "sys-vendor", "product-name", "product-version", "product-family", "product-sku", "board-vendor", "board-name",
    "board-version", "chassis-vendor", "chassis-type", "chassis-version", "bios-vendor", "bios-version",
  ]

  public init() {}

  /// Reads small files of the kernel; blocks no longer than that takes.
  public static func read(_ system: SystemFiles = SystemFiles()) -> MachineFacts {
    var facts = MachineFacts()
    let tree = "/proc/device-tree/"
    facts.compatible = bytes(of: tree + "compatible", system).split(separator: 0).compactMap {
      PackedText.text(latin1: $0)
    }
    facts.model = VersionText.firstLine(bytes(of: tree + "model", system))
    for name in dmiNames {
      let file = String(name.map { $0 == "-" ? "_" : $0 })
      facts.dmi[name] = VersionText.firstLine(bytes(of: "/sys/class/dmi/id/" + file, system))
    }
    return facts
  }

  /// The FRU image in an EEPROM that the kernel's driver owns, such as `at24`; nil where there is no such EEPROM.
  public static func fru(bus: Int, address: UInt8, _ system: SystemFiles = SystemFiles()) -> FRUImage? {
    let hex = String(address, radix: 16)
    let device = "\(bus)-" + String(repeating: "0", count: 4 - hex.utf8.count) + hex
    do throws(HostFileProblem) {
      let file = try HostFile(system.path("/sys/bus/i2c/devices/\(device)/eeprom"))
      var bytes: [UInt8] = []
      while let length = FRUImage.length(bytes), length > bytes.count {
        let more = try file.read(length - bytes.count, at: bytes.count)
        bytes += more
        if bytes.count < length { break }
      }
      return FRUImage.parse(bytes)
    } catch {
      return nil
    }
  }

  private static func bytes(of path: String, _ system: SystemFiles) -> [UInt8] {
    do throws(HostFileProblem) { return try HostFile(system.path(path)).read(4096) } catch { return [] }
  }
}
