/// What the kernel reads by itself, in `/sys/class/hwmon`. The numbers there change from one start to the next, and when
/// drivers come and go.
struct HwmonDevices {
  /// Why a device is not found, as a sentence.
  struct Problem: Error, Hashable {
    var sentence: String
  }

  let system: SystemFiles

  private static let directory = "/sys/class/hwmon"

  /// The directory of the device that calls itself so, and whose path, or node of the device tree, ends so.
  func find(name: String, device ending: String?) throws(Problem) -> String {
    var found: [String] = []
    for entry in system.names(in: HwmonDevices.directory) {
      let directory = "\(HwmonDevices.directory)/\(entry)"
      guard self.name(of: directory) == name else { continue }
      if let ending {
        let places = ["/device", "/device/of_node"].compactMap { system.resolved(directory + $0) }
        guard places.contains(where: { $0.hasPathEnding(ending) }) else { continue }
      }
      found.append(directory)
    }
    if found.count == 1 { return found[0] }
    let what = ending.map { "'\(name)' with the device '\($0)'" } ?? "'\(name)'"
    throw Problem(
      sentence: found.isEmpty
        ? "The kernel shows no hwmon device \(what): load its driver, or compare with /sys/class/hwmon/*/name."
        : "The kernel shows several hwmon devices \(what): say in the board file which is meant, by 'device'.")
  }

  /// What the driver in a directory calls itself; nil where there is none any more.
  func name(of directory: String) -> String? {
    do throws(FileProblem) { return try system.line(directory + "/name") } catch { return nil }
  }
}
